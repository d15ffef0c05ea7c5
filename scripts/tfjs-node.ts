// tsx scripts/tfjs-node.ts <folder> [--gpu]
//
// Builds the addon of @tensorflow/tfjs-node 4.22.0 on the C library inside TensorFlow's wheel of PyPI, in place of the package's own
// download, and runs the golden numbers, the tests of trainings that resume and a benchmark of a step on it. Not part of CI: it downloads 232 MB
// (--gpu: 475 MB) and compiles. It needs Linux (x86-64), npm, pip, unzip, g++, make, Python 3, and Node's headers beside Node. An addon that
// is there already is used again.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { gpu: { type: 'boolean', default: false } },
});
const engine = values.gpu ? 'tfjs-node-gpu' : 'tfjs-node';
/** The oldest wheel with a C++ library of its own that the addon, written for libtensorflow 2.9.1, works on; and the last with CUDA 12.2. */
const wheel = values.gpu ? 'tensorflow==2.15.1' : 'tensorflow-cpu==2.12.0';
const folder = resolve(positionals[0] ?? engine);
const addon = join(folder, 'node_modules/@tensorflow', engine);

mkdirSync(folder, { recursive: true });
if (!existsSync(join(addon, 'lib/napi-v8/tfjs_binding.node'))) buildAddon();

const environment = { TF_CPP_MIN_LOG_LEVEL: '3', NODE_PATH: join(folder, 'node_modules'), RS_SAM_TEST_ENGINE: engine };
run(root, 'npx', ['tsx', 'golden/main.ts', '--engine', engine], environment);
run(root, 'npx', ['vitest', 'run', 'packages/training/src/trainer/train.test.ts'], environment);
run(root, 'npx', ['tsx', 'bench/main.ts', 'step', '--engine', engine], environment);

function buildAddon(): void {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  run(folder, 'npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `@tensorflow/${engine}@4.22.0`]);
  // No Python 3.11 has to be installed: the wheel is only unpacked.
  const platform = [
    '--python-version',
    '3.11',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
    '--platform',
    'manylinux2014_x86_64',
  ];
  run(folder, 'pip', ['download', '-q', '--no-deps', '--only-binary=:all:', ...platform, '-d', 'wheel', wheel]);
  const file = readdirSync(join(folder, 'wheel')).find((name) => name.endsWith('.whl')) as string;
  const [deps, lib] = [join(addon, 'deps'), join(addon, 'deps/lib')];
  rmSync(deps, { recursive: true, force: true });
  mkdirSync(lib, { recursive: true });
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  const wanted = [...libraries.map((name) => `tensorflow/${name}`), 'tensorflow/include/t*'];
  run(folder, 'unzip', ['-q', join('wheel', file), ...wanted, '-d', deps]);
  for (const name of libraries) renameSync(join(deps, 'tensorflow', name), join(lib, name));
  renameSync(join(deps, 'tensorflow/include'), join(deps, 'include'));
  symlinkSync('libtensorflow_cc.so.2', join(lib, 'libtensorflow.so'));
  symlinkSync('libtensorflow_framework.so.2', join(lib, 'libtensorflow_framework.so'));
  const gyp = join(output('npm', ['root', '-g']), 'npm/node_modules/node-gyp/bin/node-gyp.js');
  const nodedir = dirname(dirname(realpathSync(process.execPath)));
  run(addon, process.execPath, [
    ...[gyp, 'rebuild', `--nodedir=${nodedir}`, '--napi_build_version=8', '--module_name=tfjs_binding'],
    `--module_path=${join(addon, 'lib/napi-v8')}`,
  ]);
}

function run(cwd: string, command: string, args: readonly string[], more: Readonly<Record<string, string>> = {}): void {
  console.log(`$ ${command} ${args.join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...more } });
  if (status !== 0) throw new Error(`${command} failed: ${error?.message ?? `exit status ${status}`}`);
}

function output(command: string, args: readonly string[]): string {
  return spawnSync(command, args, { encoding: 'utf8' }).stdout.trim();
}
