// pnpm verify [check]: runs the checks of the repository, two at a time, and prints the output of those that fail. `npm test` runs all of
// them, `pnpm check` only the static ones and the build. Exit status 1 if one fails.
import { spawn } from 'node:child_process';
import { BUILT_PROGRAM } from './built-program';

/** A check: a command line, and the checks that have to pass first. */
interface Check {
  readonly command: string;
  readonly after?: readonly string[];
  /** Part of `pnpm check`. */
  readonly static: boolean;
  /** The last lines of its output are printed also where it passes. */
  readonly lines?: number;
}

// After the build the longest first: while it runs, the others take turns beside it.
const checks: Readonly<Record<string, Check>> = {
  build: { command: 'turbo run build', static: true },
  'unit tests': { command: 'vitest run', after: ['build'], static: false, lines: 8 },
  packed: { command: 'tsx packed/main.ts', after: ['build'], static: false, lines: 1 },
  'publint and attw': { command: 'tsx packed/check-packages.ts', after: ['build'], static: true },
  'kernels of wasm': { command: 'node packages/tfjs-backend/scripts/build-kernels.mjs --check', static: true },
  'size limits': { command: 'size-limit', after: ['build'], static: true },
  types: { command: 'tsc --noEmit', static: true },
  'lint and format': { command: 'biome check .', static: true },
  'import rules': {
    command: 'depcruise --config .dependency-cruiser.mjs packages examples bench golden packed scripts',
    static: true,
  },
  site: { command: 'tsx scripts/docs/build.ts --check', after: ['build'], static: false },
  'results page': { command: 'tsx scripts/results.ts --check', static: true },
  knip: { command: 'knip', static: true },
  'golden numbers': { command: 'tsx golden/main.ts', static: false, lines: 1 },
};

const AT_ONCE = 2;
const only = process.argv[2] === 'check';
const waiting = new Map(Object.entries(checks).filter(([, check]) => check.static || !only));
const running = new Map<string, Promise<void>>();
const failed: string[] = [];
const passed = new Set<string>();

while (waiting.size > 0 || running.size > 0) {
  for (const [name, { after = [] }] of waiting) {
    const missing = after.find((other) => failed.includes(other));
    if (missing === undefined) continue;
    waiting.delete(name);
    failed.push(name);
    console.log(`FAILED  ${name}: not run, because ${missing} failed`);
  }
  for (const [name, check] of waiting) {
    if (running.size >= AT_ONCE) break;
    if (!(check.after ?? []).every((other) => passed.has(other))) continue;
    waiting.delete(name);
    running.set(
      name,
      run(name, check).finally(() => running.delete(name)),
    );
  }
  if (running.size > 0) await Promise.race(running.values());
}
if (failed.length > 0) console.log(`\nFailed: ${failed.join(', ')}. Their output is above.`);
process.exitCode = failed.length > 0 ? 1 : 0;

/** Runs a check to its end and prints the result, with the output where it failed. */
async function run(name: string, { command, lines = 0 }: Check): Promise<void> {
  const began = performance.now();
  const [status, output] = await outputOf(command);
  const seconds = ((performance.now() - began) / 1000).toFixed(0).padStart(4);
  if (status === 0) {
    passed.add(name);
    console.log(`ok ${seconds} s  ${name}`);
    if (lines > 0) console.log(indented(output.split('\n').slice(-lines).join('\n')));
  } else {
    failed.push(name);
    console.log(`FAILED ${seconds} s  ${name}: ${command}\n${indented(output)}`);
  }
}

/** The exit status of a command, and what it wrote to stdout and stderr. */
function outputOf(command: string): Promise<readonly [status: number | null, output: string]> {
  const child = spawn(command, {
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    // pnpm sets this to 'false' for its children and then reads that text as true: several at once check the installation, and one may read
    // a state file that another has half written. An empty value switches the check off.
    env: { ...process.env, ...BUILT_PROGRAM, pnpm_config_verify_deps_before_run: '' },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return new Promise((resolve) => {
    child.on('error', ({ message }) => resolve([1, message]));
    child.on('close', (status) => resolve([status, output.trimEnd()]));
  });
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '           ');
}
