// pnpm docs:build: builds the site into docs/.vitepress/dist, without a network. pnpm docs:build --check: also checks its links, and in
// Chromium that pages are accessible, fit a phone and ask no other host.
import { spawn } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

const root = fileURLToPath(new URL('../..', import.meta.url));
const docs = join(root, 'docs');
const live = join(docs, 'public/live');
const began = performance.now();

await Promise.all([run('tsx', 'scripts/docs/build-api.ts'), buildLivePage(), drawFrontImage()]);
step('the reference and the page of the demo are written');
await run('vitepress', 'build', docs, '--logLevel', 'warn');
step('the pages are built: docs/.vitepress/dist');
if (process.argv.includes('--check')) {
  await run('vitest', 'run', '--config', 'docs/test/vitest.config.ts');
  step('the site is checked');
}

/** The figure of the README in the sizes of a phone and of a desktop. */
async function drawFrontImage(): Promise<void> {
  for (const width of [800, 1600]) {
    const small = sharp(join(docs, 'search.jpg')).resize(width).webp({ quality: 80 });
    await small.toFile(join(docs, `public/search-${width}.webp`));
  }
}

/** The example browser-search, with the gallery of synthetic scenes beside it. */
async function buildLivePage(): Promise<void> {
  await run('vite', 'build', 'examples/browser-search', '--outDir', live, '--emptyOutDir', '--logLevel', 'error');
  await mkdir(live, { recursive: true });
  await cp(join(docs, 'demo/gallery'), join(live, 'gallery'), { recursive: true });
  await run('tsx', 'scripts/docs/demo-words.ts', join(live, 'demo.words'));
}

/** Runs a program of node_modules at the root of the repository, and stops where it fails. */
function run(program: string, ...args: string[]): Promise<void> {
  const command = join(root, 'node_modules/.bin', program);
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else process.exit(status ?? 1);
    });
  });
}

function step(done: string): void {
  console.log(`${((performance.now() - began) / 1000).toFixed(0).padStart(3)} s  ${done}`);
}
