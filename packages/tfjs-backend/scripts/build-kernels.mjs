// Compiles assembly/ and writes it, base64, into src/wasm/kernel-module.ts, so that bundlers and Node need no separate file for it.
// With --check it writes nothing, and fails when the committed file differs from the compiled sources.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const packageFolder = fileURLToPath(new URL('..', import.meta.url));
const target = join(packageFolder, 'src/wasm/kernel-module.ts');
const folder = mkdtempSync(join(tmpdir(), 'rs-sam-kernels-'));
const binary = join(folder, 'kernels.wasm');

process.chdir(packageFolder);
const options = [
  '-O3',
  '--runtime',
  'stub',
  '--importMemory',
  '--initialMemory',
  '1',
  '--enable',
  'simd',
  '--noAssert',
  '--use',
  'abort=',
];
const { error, stderr } = await asc.main(['assembly/index.ts', '--outFile', binary, ...options]);
if (error) {
  console.error(stderr.toString());
  process.exit(1);
}
const base64 = readFileSync(binary).toString('base64');
rmSync(folder, { recursive: true });

const source = `// Written by \`pnpm --filter @rs-sam/tfjs-backend kernels\` from assembly/: change the sources there, not this file.

/** The WebAssembly module of our own kernels, base64. */
export const kernelModule =
  '${base64}';
`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== source) {
    console.error(
      'src/wasm/kernel-module.ts differs from the compiled assembly/. Run: pnpm --filter @rs-sam/tfjs-backend kernels',
    );
    process.exit(1);
  }
} else {
  writeFileSync(target, source);
  console.log(`src/wasm/kernel-module.ts: ${Math.round((base64.length * 3) / 4)} bytes of WebAssembly`);
}
