// Runs `pnpm <arguments>` on a machine with only Node and npm: npx fetches the pinned pnpm, and the workspace is installed first if it is
// missing or the lock file has changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { packageManager, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19) || major === 21 || (major === 22 && minor < 12)) {
  console.error(
    `rs-sam needs Node ${engines.node}; this is ${process.versions.node}. Install a newer one from https://nodejs.org.`,
  );
  process.exit(1);
}

/** The environment of every child: no telemetry, and the pnpm version that package.json pins. */
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };

/** Runs pnpm with these arguments and returns its exit status. */
function pnpm(args) {
  // Inside `pnpm run`, or if this version is installed, npx would only be slower.
  const local = spawnSync('pnpm', ['--version'], {
    cwd: root,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  const wanted = packageManager.split('@').at(-1);
  const [command, prefix] =
    local.status === 0 && local.stdout.trim() === wanted
      ? ['pnpm', []]
      : ['npx', ['--yes', '--package', packageManager, 'pnpm']];
  const run = spawnSync(command, [...prefix, ...args], {
    cwd: root,
    env,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (run.error) {
    console.error(`Could not start ${command}: ${run.error.message}`);
    return 1;
  }
  return run.status ?? 1;
}

const stampFile = join(root, 'node_modules', '.rs-sam-installed');
const stamp = createHash('sha256')
  .update(readFileSync(join(root, 'pnpm-lock.yaml')))
  .digest('hex');
if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== stamp) {
  console.log(`Installing the workspace with ${packageManager} (once; it takes about a minute) ...`);
  const status = pnpm(['install', '--frozen-lockfile', '--reporter=append-only', '--loglevel=warn']);
  if (status !== 0) {
    console.error(
      'The installation failed: see the lines above. Nothing outside this folder was changed; run the command again.',
    );
    process.exit(status);
  }
  writeFileSync(stampFile, stamp);
}

process.exit(pnpm(process.argv.slice(2)));
