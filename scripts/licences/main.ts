// pnpm licences: writes docs/licences.md. Licences of packages of other platforms, which are not installed here, are read from the registry,
// unless the page has that version already.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { decisionFor, isPermissive } from './accepted-licences';
import { installedLicence, licenceOf } from './installed-licence';
import { formatLicencePage, type LicenceRow, licencesOnPage } from './licence-page';
import { type ProductionPackage, productionPackages, uninstalledPeers } from './production-packages';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = join(root, 'docs', 'licences.md');
const known = existsSync(file) ? licencesOnPage(readFileSync(file, 'utf8')) : new Map<string, string>();

const rows = productionPackages(root).map(withLicence);
const peers = uninstalledPeers(root).map((name) => {
  const { version } = fromRegistry(name);
  return withLicence({ name, version: version ?? '', neededBy: ['optional peer'] });
});
await writeFileAtomically(file, formatLicencePage(rows, peers));
console.log(`${file}: ${rows.length} packages`);
for (const { name, version, licence } of [...rows, ...peers]) {
  if (isPermissive(licence) || decisionFor(name, licence) !== undefined) continue;
  console.error(
    `${name}@${version}: ${licence} is not permissive. Read it, and add a decision to scripts/licences/accepted-licences.ts.`,
  );
  process.exitCode = 1;
}

function withLicence(wanted: ProductionPackage): LicenceRow {
  const { name, version } = wanted;
  const id = `${name}@${version}`;
  const licence = installedLicence(root, name, version) ?? known.get(id) ?? licenceOf(fromRegistry(id));
  return { ...wanted, licence: licence ?? 'none' };
}

function fromRegistry(spec: string): { readonly version?: string; readonly license?: string } {
  const shown = execFileSync('npm', ['view', spec, 'version', 'license', '--json'], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  return JSON.parse(shown);
}
