// pnpm on-node <major> [--packed | <path>…]: runs the unit tests and the golden numbers on another version of Node, which comes from the npm
// registry as the package node-<platform>-<architecture>. With --packed it runs the test of the packed packages, with paths only the unit
// tests there.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { BUILT_PROGRAM } from './built-program';

const [major = '', ...rest] = process.argv.slice(2);
const packed = rest.length === 1 && rest[0] === '--packed';
if (!/^\d+$/.test(major) || (!packed && rest.some((path) => path.startsWith('-')))) {
  console.error('Name a major version of Node: pnpm on-node 24 [--packed | <path>…]');
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), `rs-sam-node-${major}-`));
try {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', '--prefix', folder, `${name}@${major}`]);
  const PATH = [join(folder, 'node_modules', name, 'bin'), process.env.PATH].join(delimiter);
  run('node', ['--version'], PATH);
  if (packed) run('node', ['--import', 'tsx', 'packed/main.ts'], PATH);
  else {
    const whole = rest.length === 0;
    // As in verify.ts: several pnpm at once would check the installation.
    if (whole) run('npx', ['turbo', 'run', 'build'], process.env.PATH, { pnpm_config_verify_deps_before_run: '' });
    run('node', ['node_modules/vitest/vitest.mjs', 'run', ...rest], PATH, whole ? BUILT_PROGRAM : {});
    if (whole) run('node', ['--import', 'tsx', 'golden/main.ts'], PATH);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a program to its end; throws where it fails. */
function run(command: string, args: readonly string[], PATH = process.env.PATH, environment = {}): void {
  const { status, error } = spawnSync(command, args, {
    env: { ...process.env, ...environment, PATH },
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? `exit ${status}`}`);
}
