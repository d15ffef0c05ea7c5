// pnpm release: publishes every public package whose version is not on npm yet (changesets). Packages are built first.
// pnpm release --dry-run: lists what would be published, with the number of files and the size, and publishes nothing.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
const packages = fileURLToPath(new URL('../packages/', import.meta.url));

/** Runs pnpm and returns what it prints; ends this program where it fails. */
function pnpm(cwd: string, arguments_: readonly string[], stdio: 'inherit' | 'pipe'): string {
  const run = spawnSync('pnpm', arguments_, { cwd, encoding: 'utf8', stdio, shell: process.platform === 'win32' });
  if (run.status === 0) return run.stdout ?? '';
  console.error(run.stderr ?? '');
  process.exit(run.status ?? 1);
}

/** `12 kB`. */
const kilobytes = (files: readonly string[], folder: string) =>
  `${Math.ceil(files.reduce((sum, file) => sum + readFileSync(`${folder}/${file}`).length, 0) / 1000)} kB`;

if (!values['dry-run']) {
  pnpm(packages, ['exec', 'changeset', 'publish'], 'inherit');
} else {
  for (const name of readdirSync(packages)) {
    const folder = `${packages}${name}`;
    const manifest = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { private?: boolean };
    if (manifest.private) continue;
    const packed = JSON.parse(pnpm(folder, ['pack', '--dry-run', '--json'], 'pipe'));
    const files = (packed.files as { path: string }[]).map(({ path }) => path);
    console.log(`${packed.name}@${packed.version}: ${files.length} files, ${kilobytes(files, folder)}`);
  }
  console.log('Dry run: nothing was published.');
}
