// pnpm results: writes docs/results.md and docs/results/ from the files under results/. pnpm results --check: fails if a page is out of date.
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPairedTests, readRuns, readTargets, resultsPages } from '@rs-sam/reproduction/results-page';

const root = fileURLToPath(new URL('..', import.meta.url));
const docs = join(root, 'docs');
const folder = join(docs, 'results');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const results = join(root, 'results');
const pages = resultsPages(await readRuns(results), await readTargets(results), await readPairedTests(results));
const present = existsSync(folder) ? (await readdir(folder)).filter((name) => name.endsWith('.md')) : [];
const surplus = present.map((name) => `results/${name}`).filter((name) => !pages.has(name));

if (values.check) {
  const changed: string[] = [...surplus];
  for (const [name, text] of pages) {
    const path = join(docs, name);
    if (!existsSync(path) || (await readFile(path, 'utf8')) !== text) changed.push(name);
  }
  if (changed.length > 0) {
    console.error(`Out of date with the files under results/: docs/${changed.join(', docs/')}. Run: pnpm results`);
    process.exitCode = 1;
  }
} else {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of pages) await writeFile(join(docs, name), text);
  for (const name of surplus) await rm(join(docs, name));
}
