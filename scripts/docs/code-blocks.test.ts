import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { problemsOfBlocks, writtenPages } from './code-blocks';

const docs = fileURLToPath(new URL('../../docs', import.meta.url));
const pages = writtenPages(docs);

it.each(pages)('the code blocks of %s come from files that tests run', (page) => {
  expect(problemsOfBlocks(docs, page)).toEqual([]);
});

it('every recorded output is on a page', () => {
  const shown = pages.map((page) => readFileSync(join(docs, page), 'utf8')).join('\n');
  const outputs = readdirSync(join(docs, 'commands')).filter((name) => name.endsWith('.txt'));
  expect(outputs.filter((name) => !shown.includes(`<<< @/commands/${name}`))).toEqual([]);
});

it('finds blocks without a source, files that do not exist, and regions that do not', () => {
  const root = mkdtempSync(join(tmpdir(), 'rs-sam-blocks-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const at = join(root, 'docs');
  mkdirSync(join(at, 'commands'), { recursive: true });
  writeFileSync(join(at, 'commands/one.sh'), '# region a\nrs-sam --help\n# endregion a\n');
  const page = [
    '```sh\nrs-sam --help\n```',
    '```sh\nrs-sam --version\n```',
    '```math\nx\n```',
    '<<< @/commands/one.sh#a',
    '<<< @/commands/one.sh#b',
    '<<< @/commands/two.sh',
    '<<< @/page.md',
  ].join('\n\n');
  writeFileSync(join(at, 'page.md'), page);
  expect(problemsOfBlocks(at, 'page.md')).toEqual([
    'docs/page.md: a block without a source: rs-sam --version',
    'docs/page.md: docs/commands/one.sh has no region b',
    'docs/page.md: docs/commands/two.sh does not exist',
    'docs/page.md: no test runs docs/page.md',
  ]);
});
