import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decisionFor, isPermissive } from './accepted-licences';
import { installedLicence, licenceOf } from './installed-licence';
import { licencesOnPage } from './licence-page';
import { productionPackages, uninstalledPeers } from './production-packages';

const root = fileURLToPath(new URL('../..', import.meta.url));
const packages = productionPackages(root);
const onPage = licencesOnPage(readFileSync(new URL('../../docs/licences.md', import.meta.url), 'utf8'));

describe('docs/licences.md, which `pnpm licences` writes', () => {
  it('has the packages of the lock file and the optional peers, and no others', () => {
    const wanted = packages.map(({ name, version }) => `${name}@${version}`);
    const peers = uninstalledPeers(root);
    const listed = [...onPage.keys()].filter((id) => !peers.includes(id.slice(0, id.lastIndexOf('@'))));
    expect(listed).toEqual(wanted);
    expect(onPage.size).toBe(wanted.length + peers.length);
  });

  it('has only licences that are permissive or decided', () => {
    const others = [...onPage].filter(
      ([id, licence]) => !isPermissive(licence) && decisionFor(id.slice(0, id.lastIndexOf('@')), licence) === undefined,
    );
    expect(others).toEqual([]);
  });

  it('has the licences of the installed packages', () => {
    const installed = packages.flatMap(({ name, version }) => {
      const licence = installedLicence(root, name, version);
      return licence === undefined ? [] : [[`${name}@${version}`, licence] as const];
    });
    expect(installed.length).toBeGreaterThan(100);
    for (const [id, licence] of installed) expect([id, onPage.get(id)]).toEqual([id, licence]);
  });
});

it('finds packages through dependencies, optional ones, peers and builds, and not those of development', () => {
  const names = packages.map(({ name }) => name);
  for (const name of ['sharp', '@img/sharp-libvips-darwin-arm64', 'onnxruntime-common', 'h5wasm', 'zrender', 'usearch'])
    expect(names).toContain(name);
  for (const name of ['vitest', 'axe-core', '@types/node', 'nsfwjs']) expect(names).not.toContain(name);
});

it.each([
  ['MIT', true],
  ['(MIT OR GPL-3.0-or-later)', true],
  ['MIT AND Zlib', true],
  ['MIT AND GPL-3.0-or-later', false],
  ['GPL-3.0-only', false],
  ['SEE LICENSE IN LICENSE.txt', false],
  ['none', false],
])('%s is permissive: %s', (licence, expected) => {
  expect(isPermissive(licence)).toBe(expected);
});

it('accepts what was decided for the package and licence that were read, and for no other', () => {
  expect(decisionFor('h5wasm', 'SEE LICENSE IN LICENSE.txt')).toBeDefined();
  expect(decisionFor('other', 'SEE LICENSE IN LICENSE.txt')).toBeUndefined();
  expect(decisionFor('h5wasm', 'GPL-3.0-only')).toBeUndefined();
});

it('reads the licence fields of the time before SPDX', () => {
  expect(licenceOf({ license: { type: 'MIT' } })).toBe('MIT');
  expect(licenceOf({ licenses: [{ type: 'MIT' }, { type: 'Apache-2.0' }] })).toBe('MIT OR Apache-2.0');
  expect(licenceOf({})).toBeUndefined();
});
