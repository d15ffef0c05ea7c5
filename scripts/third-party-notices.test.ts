import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { formatNotices, packagesOf } from './third-party-notices';

const folder = mkdtempSync(join(tmpdir(), 'rs-sam-notices-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function makePackage(name: string, files: Readonly<Record<string, string>>): string {
  const at = join(folder, name);
  mkdirSync(join(at, 'licenses'), { recursive: true });
  writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.2.3' }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
  return at;
}

it('finds the packages of files, nested ones and ones with a scope too', () => {
  const files = [
    'src/index.ts',
    '../foundation/src/errors/index.ts',
    '../../node_modules/.pnpm/a@1/node_modules/a/lib/x.js',
    '../../node_modules/.pnpm/a@1/node_modules/a/lib/y.js',
    '../../node_modules/.pnpm/a@1/node_modules/@b/c/x.js',
  ];
  expect(packagesOf(files)).toEqual([
    '../../node_modules/.pnpm/a@1/node_modules/a',
    '../../node_modules/.pnpm/a@1/node_modules/@b/c',
  ]);
});

it('has every licence and notice of each package', () => {
  const b = makePackage('b', { 'LICENSE.md': 'MIT', 'licenses/LICENSE-d3': 'BSD', 'index.js': 'code' });
  const a = makePackage('a', { LICENSE: 'Apache', NOTICE: 'Copyright' });
  const text = formatNotices([b, a]);
  expect(text.match(/^## .*|MIT|BSD|Apache|Copyright|code/gm)).toEqual([
    ...['## a 1.2.3', 'Apache', 'Copyright'],
    ...['## b 1.2.3', 'MIT', 'BSD'],
  ]);
});

it('fails where a package has no licence', () => {
  expect(() => formatNotices([makePackage('c', {})])).toThrow('c has no licence file');
});
