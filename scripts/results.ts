// pnpm results: writes docs/results.md from the result files under results/. pnpm results --check: fails if the page is out of date.
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPairedTests, readRuns, readTargets, resultsPage } from '@rs-sam/reproduction/results-page';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = `${root}docs/results.md`;
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const results = `${root}results`;
const text = resultsPage(await readRuns(results), await readTargets(results), await readPairedTests(results));

if (!values.check) await writeFile(page, text);
else if (!existsSync(page) || (await readFile(page, 'utf8')) !== text) {
  console.error('docs/results.md is out of date with the files under results/. Run: pnpm results');
  process.exitCode = 1;
}
