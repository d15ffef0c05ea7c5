// pnpm count [folder of a checkout]: lines and files of each package's sources, and the names that its entries export.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { formatTable } from '@rs-sam/foundation/text';
import { publicNames } from './public-names';
import { publishedPackages } from './published-packages';

const root = process.argv[2] ?? fileURLToPath(new URL('..', import.meta.url));
const published = new Map(publishedPackages(root).map((one) => [one.folder, one]));

const rows = readdirSync(join(root, 'packages')).map((name) => {
  const sources = readdirSync(join(root, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, 'packages', name, 'src', file), 'utf8').split('\n').length - 1);
  const one = published.get(`packages/${name}`);
  const entries = one === undefined ? [] : publicNames(root, one);
  return {
    name,
    files: sources.length,
    lines: sources.reduce((sum, lines) => sum + lines, 0),
    longest: Math.max(...sources),
    names: entries.reduce((sum, { names }) => sum + names.length, 0),
    byEntry: entries.map(({ entry, names }) => `${entry.replace(one?.manifest.name ?? '', '.')} ${names.length}`),
  };
});
const sum = (key: 'files' | 'lines' | 'names') => rows.reduce((total, row) => total + row[key], 0);
const cells = rows.map(({ name, files, lines, longest, names, byEntry }) => [
  ...[name, String(files), String(lines), String(longest)],
  ...[String(names), byEntry.join(', ')],
]);
const total = ['all', ...[sum('files'), sum('lines')].map(String), '', String(sum('names')), ''];
console.log(
  formatTable([['packages/*/src', 'files', 'lines', 'longest', 'exported names', 'by entry'], ...cells, total], {
    right: (_row, column) => column > 0 && column < 5,
  }),
);
