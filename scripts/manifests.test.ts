import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { completeManifest, NODE_RANGE } from './manifest-rules';
import { publishedPackages } from './published-packages';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const packages = publishedPackages(root);

describe.each(packages.map(({ folder, manifest }) => [folder, manifest] as const))(
  '%s/package.json',
  (folder, manifest) => {
    it('has the shared fields, which `pnpm manifests` writes', () => {
      expect(JSON.stringify(manifest, null, 2)).toBe(JSON.stringify(completeManifest(manifest, folder), null, 2));
    });

    it('has a description and keywords', () => {
      expect(manifest.description).toMatch(/\.$/);
      expect(manifest.keywords?.length).toBeGreaterThan(0);
      expect(manifest.files).toEqual(expect.arrayContaining(['dist', 'README.md', 'LICENSE', 'CHANGELOG.md']));
      for (const file of ['README.md', 'LICENSE']) expect(existsSync(join(root, folder, file)), file).toBe(true);
    });

    it('has types and a module that require() finds too, for every entry', () => {
      for (const [entry, target] of Object.entries(manifest.exports ?? {})) {
        if (entry.endsWith('.json')) continue;
        expect(Object.keys(target), entry).toEqual(['types', 'default']);
      }
    });
  },
);

it('gives the same range of Node in every package and every text', () => {
  expect(new Set(packages.map(({ manifest }) => manifest.engines?.node))).toEqual(new Set([NODE_RANGE]));
  expect(JSON.parse(read('package.json')).engines.node).toBe(NODE_RANGE);
  for (const text of ['README.md', 'CONTRIBUTING.md']) expect(read(text)).toContain('Node 20.19 or later');
});

it('finds the packages', () => {
  expect(packages.length).toBeGreaterThan(8);
});
