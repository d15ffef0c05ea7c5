// pnpm release [--dry-run]: builds and publishes every package; with --dry-run it only lists what would be published.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { formatTable } from '@rs-sam/foundation/text';
import { publishedPackages } from './published-packages';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });

pnpm(root, 'exec', 'turbo', 'run', 'build', '--output-logs=errors-only');
if (values['dry-run']) listPackages();
else pnpm(root, 'exec', 'changeset', 'publish');

/** Packs every package to a temporary folder and prints its files and sizes. Nothing is sent to a registry. */
function listPackages(): void {
  const folder = mkdtempSync(join(tmpdir(), 'rs-sam-release-'));
  try {
    const rows = publishedPackages(root).map(({ folder: at, manifest }) => {
      const packed = JSON.parse(pnpm(join(root, at), 'pack', '--json', '--pack-destination', folder)) as Packed;
      const files = packed.files.map(({ path }) => path).sort();
      console.log(`${manifest.name} ${packed.version}\n${files.map((path) => `  ${path}`).join('\n')}`);
      return [
        manifest.name,
        packed.version,
        String(files.length),
        `${(statSync(packed.filename).size / 1000).toFixed(0)} kB`,
      ];
    });
    console.log(`\n${formatTable([['package', 'version', 'files', 'packed'], ...rows])}`);
    console.log('\nNothing was published. The next versions come from `pnpm changeset version`.');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The output of `pnpm pack --json`. */
interface Packed {
  readonly version: string;
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

/** Runs pnpm in a folder and returns its output; ends this program if pnpm fails. */
function pnpm(cwd: string, ...args: string[]): string {
  const { status, stdout } = spawnSync('pnpm', args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' },
    stdio: ['inherit', args[0] === 'pack' ? 'pipe' : 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(status ?? 1);
  return stdout ?? '';
}
