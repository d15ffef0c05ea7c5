import { cpSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;
const wasm = dirname(
  createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm'),
);

// tfjs fetches its .wasm files at run time: they are copied beside the page.
const names = ['tfjs-backend-wasm.wasm', 'tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm-threaded-simd.wasm'];
mkdirSync(join(here, 'public/wasm'), { recursive: true });
for (const name of names) cpSync(join(wasm, name), join(here, 'public/wasm', name));

export default defineConfig({
  root: here,
  base: './',
  // In this repository the packages are used from their sources.
  resolve: { tsconfigPaths: true },
  build: { target: 'es2022', chunkSizeWarningLimit: Number.POSITIVE_INFINITY },
});
