// pnpm check:packages: packs the public packages and checks each tarball with publint and attw (Are the Types Wrong?), its files, and that
// docs/licences.md has the packages that its build contains; exit status 1 on a problem. Build them first. Each package is packed once, and
// TypeScript is loaded once.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unlistedPackages } from './checks/contained-packages';
import { packageProblems } from './checks/package-problems';
import { packPackages } from './project/pack-packages';

const root = fileURLToPath(new URL('..', import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), 'rs-sam-packages-'));
const licences = readFileSync(join(root, 'docs', 'licences.md'), 'utf8');
try {
  for (const { manifest, tarball } of await packPackages(root, temporary)) {
    const unlisted = unlistedPackages(new Uint8Array(readFileSync(tarball)), licences);
    const problems = [...(await packageProblems(tarball)), ...unlisted];
    console.log(problems.length === 0 ? `ok ${manifest.name}` : `${manifest.name}\n  ${problems.join('\n  ')}`);
    if (problems.length > 0) process.exitCode = 1;
  }
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
