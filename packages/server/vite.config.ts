import { join } from 'node:path';
import { defineConfig } from 'vite';

const here = import.meta.dirname;

// The page: plain modules, bundled with names that change with their content. Nothing is inlined, because the server forbids it.
export default defineConfig({
  root: join(here, 'src/page'),
  base: './',
  build: {
    outDir: join(here, 'dist/page'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: false,
  },
});
