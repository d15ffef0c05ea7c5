import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Weight, weighPackages } from '../checks/weigh-packages';
import { printOutput, printStep } from '../print-step';
import { run } from '../project/command';
import type { Place } from './new-project';

/** The installed command, and what was installed. */
export interface InstalledCommand {
  readonly command: string;
  readonly weight: Weight;
}

/** `npx rs-sam --help`, and `npm install --global rs-sam`. */
export async function installCommand({ temporary, environment }: Place): Promise<InstalledCommand> {
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
  return { command, weight: weighPackages(library, 'rs-sam') };
}

/** `rs-sam quickstart` in an empty folder, with an empty cache of weights. */
export async function runQuickstart({ command }: InstalledCommand, { temporary, environment }: Place): Promise<void> {
  const empty = join(temporary, 'quickstart');
  await mkdir(empty);
  const printed = await run(empty, command, ['quickstart'], {
    ...environment,
    XDG_CACHE_HOME: join(temporary, 'cache'),
  });
  printStep('rs-sam quickstart:');
  printOutput(printed);
}
