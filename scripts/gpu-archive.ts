// tsx scripts/gpu-archive.ts <folder> [--features <store> --dataset <folder> --vulkan <libvulkan.so.1>]
//
// Writes what `pnpm bench gpu` needs on a Linux machine (x86-64) that has a GPU, Python with PyTorch, and nothing else, not even a network:
//   node.tar.xz     Node's binary of this machine
//   program.tar.xz  the report as a bundle, TensorFlow.js, Dawn's binding, the loader of Vulkan, the PyTorch peers
//   data.tar.xz     a feature store of one view, with fewer bits a number, and its captions
//   run.sh          unpacks them into /tmp/rs-sam-gpu and runs the report
// An archive that is there already is kept: delete it to have it written again. See docs/gpu.md.
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { writeRoundedStore } from './gpu-archive/rounded-store';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { features: { type: 'string' }, dataset: { type: 'string' }, vulkan: { type: 'string' } },
});
const folder = resolve(positionals[0] ?? 'gpu-archive');
mkdirSync(folder, { recursive: true });

/** Packages that stay packages in the archive: TensorFlow.js, of which there must be one copy, and Dawn's binding. */
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  '@tensorflow/tfjs-core': ['dist/tf-core.node.js'],
  '@tensorflow/tfjs-layers': ['dist/tf-layers.node.js'],
  '@tensorflow/tfjs-backend-cpu': ['dist/tf-backend-cpu.node.js'],
  '@tensorflow/tfjs-backend-webgpu': ['dist/tf-backend-webgpu.node.js'],
  '@tensorflow/tfjs-backend-wasm': ['dist/tf-backend-wasm.node.js', 'dist/tfjs-backend-wasm-simd.wasm'],
  webgpu: ['index.js', 'dist/linux-x64/dawn.node'],
  seedrandom: ['.'],
};

/** Native packages that the report does not use; they are loaded only when something asks for them. */
const NOT_USED = ['sharp', 'onnxruntime-node', '@huggingface/tokenizers'];

/** Fills an archive from a new folder, unless it exists. */
async function archive(name: string, fill: (into: string) => void | Promise<void>): Promise<void> {
  const file = join(folder, name);
  if (!existsSync(file)) {
    const into = mkdtempSync(join(tmpdir(), 'rs-sam-archive-'));
    try {
      await fill(into);
      // The filter for x86 code makes binaries smaller, and changes nothing else.
      run('tar', ['-C', into, '-I', 'xz --x86 --lzma2=preset=9e,dict=96MiB', '-cf', file, '.']);
    } finally {
      rmSync(into, { recursive: true });
    }
  }
  console.log(`${name.padEnd(16)} ${(statSync(file).size / 2 ** 20).toFixed(1)} MiB`);
}

function run(command: string, args: readonly string[]): void {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? status}`);
}

await archive('node.tar.xz', (into) => {
  copyFileSync(process.execPath, join(into, 'node'));
  run('strip', [join(into, 'node')]);
});

await archive('program.tar.xz', async (into) => {
  await build({
    entryPoints: { report: join(root, 'bench/gpu/archive-main.ts'), part: join(root, 'bench/gpu/part.ts') },
    ...{ outdir: into, bundle: true, platform: 'node', format: 'esm', splitting: true, minify: true },
    outExtension: { '.js': '.mjs' },
    tsconfig: join(root, 'tsconfig.json'),
    external: [...Object.keys(PACKAGES), ...NOT_USED],
    // Packages in CommonJS that are bundled call `require`.
    banner: { js: "import { createRequire as ofNode } from 'node:module'; const require = ofNode(import.meta.url);" },
    logLevel: 'warning',
  });
  const from = [join(root, 'packages/tfjs-backend/package.json'), join(root, 'packages/text-encoder/package.json')];
  for (const [name, files] of Object.entries(PACKAGES)) {
    const source = packageFolder(name, from);
    const target = join(into, 'node_modules', name);
    for (const file of ['package.json', ...files]) {
      mkdirSync(dirname(join(target, file)), { recursive: true });
      cpSync(join(source, file), join(target, file), { recursive: true, dereference: true });
    }
  }
  cpSync(join(root, 'bench/peers'), join(into, 'peers'), { recursive: true });
  if (values.vulkan !== undefined) {
    mkdirSync(join(into, 'lib'));
    copyFileSync(values.vulkan, join(into, 'lib/libvulkan.so.1'));
  }
});

if (values.features !== undefined && values.dataset !== undefined) {
  const { features, dataset } = values;
  await archive('data.tar.xz', async (into) => {
    await writeRoundedStore(features, join(into, 'features'));
    mkdirSync(join(into, 'dataset'));
    copyFileSync(join(dataset, 'dataset.json'), join(into, 'dataset/dataset.json'));
  });
}

writeFileSync(
  join(folder, 'run.sh'),
  `#!/bin/bash
# bash run.sh [options of pnpm bench gpu]: unpacks the archives beside it into /tmp/rs-sam-gpu, once, and runs the report.
here=$(cd "$(dirname "$0")" && pwd)
to=/tmp/rs-sam-gpu
mkdir -p "$to"
for name in node program data; do
  file="$here/$name.tar.xz"
  [ -f "$file" ] || continue
  # Python unpacks: xz may be missing.
  [ -f "$to/.$name" ] || { python3 -c 'import sys, tarfile; tarfile.open(sys.argv[1]).extractall(sys.argv[2])' "$file" "$to" && touch "$to/.$name"; }
done
ldconfig -p | grep -q libvulkan.so.1 || export LD_LIBRARY_PATH="$to/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
for icd in /usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json; do
  [ -z "$VK_DRIVER_FILES" ] && [ -f "$icd" ] && [ ! -f /usr/share/vulkan/icd.d/nvidia_icd.json ] && [ ! -f /etc/vulkan/icd.d/nvidia_icd.json ] && export VK_DRIVER_FILES="$icd"
done
data=()
[ -d "$to/features" ] && data=(--dataset "$to/dataset" --features "$to/features")
cd "$to" && exec ./node report.mjs "\${data[@]}" --out "\${OUT:-$to/out}" "$@"
`,
);

/** The folder of an installed package, as one of the packages of the workspace sees it. */
function packageFolder(name: string, from: readonly string[]): string {
  for (const manifest of from) {
    const paths = createRequire(manifest).resolve.paths(name) ?? [];
    const found = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')));
    if (found !== undefined) return found;
  }
  // A dependency of tfjs-backend-cpu, which only that package sees.
  const cpu = packageFolder('@tensorflow/tfjs-backend-cpu', from.slice(0, 1));
  return join(dirname(createRequire(join(cpu, 'package.json')).resolve(`${name}/package.json`)));
}
