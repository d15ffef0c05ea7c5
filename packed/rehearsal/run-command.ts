import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Weight, weighPackages } from '../checks/weigh-packages';
import { printOutput, printStep } from '../print-step';
import { run } from '../project/command';
import type { Place } from './new-project';

/** `npx rs-sam --help`, and `npm install --global rs-sam && rs-sam quickstart` with an empty cache of weights. */
export async function runCommand({ temporary, environment }: Place): Promise<Weight> {
  const empty = join(temporary, 'command');
  await mkdir(empty);
  const help = await run(empty, 'npx', ['--yes', 'rs-sam', '--help'], environment);
  if (!/^ {2}quickstart /m.test(help)) throw new Error(`npx rs-sam --help does not list the quickstart:\n${help}`);
  printStep(`npx rs-sam --help: ${help.split('\n')[0]}`);

  const global = join(temporary, 'global');
  const install = ['install', '--global', '--prefix', global, 'rs-sam', '--no-audit', '--no-fund', '--loglevel=error'];
  await run(empty, 'npm', install, environment);
  const windows = process.platform === 'win32';
  const library = windows ? global : join(global, 'lib');
  const hasNative = existsSync(join(library, 'node_modules', 'rs-sam', 'node_modules', 'onnxruntime-node'));
  const engine = hasNative ? '' : ', without onnxruntime-node, whose install script fails here: the engine is wasm';
  printStep(`npm install --global rs-sam${engine}`);
  const command = windows ? join(global, 'rs-sam.cmd') : join(global, 'bin', 'rs-sam');
  const cache = { XDG_CACHE_HOME: join(temporary, 'cache') };
  const printed = await run(empty, command, ['quickstart'], { ...environment, ...cache });
  printStep('rs-sam quickstart:');
  printOutput(printed);
  return weighPackages(library, 'rs-sam');
}
