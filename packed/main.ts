// pnpm packed [--keep]: the public packages, packed, installed by a stranger, in Node and in a browser; exit status 1 on a failure.
import { existsSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePage } from './bundle-page';
import { checkTypes } from './check-types';
import { findChromium } from './chromium';
import { run } from './command';
import { largestDifference, listsOf, type Scores } from './compare-scores';
import { browserEntryPoints, entryPoints } from './entry-points';
import { makeProject } from './make-project';
import { openPage } from './open-page';
import { packPackages } from './pack-packages';

const tolerance = 1e-5;
const root = fileURLToPath(new URL('..', import.meta.url));
// Real, as the folder's name is a link on some systems and compilers and bundlers see through it.
const temporary = mkdtempSync(join(realpathSync(tmpdir()), 'rs-sam-packed-'));
const keep = process.argv.includes('--keep');
process.once('exit', () => {
  if (keep) console.log(`packed: kept ${temporary}`);
  else rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
});
process.once('SIGINT', () => process.exit(130));

try {
  console.log(await check());
} catch (error) {
  console.error(`packed: FAILED. ${(error as Error).message}`);
  process.exitCode = 1;
}

/** The steps in turn; the answer is the last line. */
async function check(): Promise<string> {
  await run(root, 'pnpm', ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only']);
  const packages = await packPackages(root, temporary);
  const manifests = packages.map(({ manifest }) => manifest);
  console.log(`ok   packed: ${manifests.map(({ name }) => name).join(', ')}`);

  const project = join(temporary, 'project');
  const { peers } = await makeProject(project, join(root, 'packed', 'stranger'), packages);
  console.log(`ok   installed with npm in an empty project, with the peers ${peers.join(', ')}`);

  const { everything, ...inNode } = JSON.parse(await run(project, process.execPath, ['node.mjs'])) as Scores & {
    everything: Record<string, string[]>;
  };
  refuseEmpty(everything, manifests.flatMap(entryPoints), 'Node');
  // The command brings onnxruntime-node along. Any other engine was found outside the project, and the check would prove nothing.
  const own = existsSync(join(project, 'node_modules', 'onnxruntime-node')) ? 'wasm+onnxruntime' : 'wasm';
  if (inNode.engine !== own) throw new Error(`Node found an engine outside the project: ${inNode.summary}`);
  console.log(`ok   Node imports ${Object.keys(everything).join(', ')} and scores on ${inNode.engine}`);

  checkTypes(project, 'api.ts', 'Bundler');
  checkTypes(project, 'api.ts', 'NodeNext');
  console.log('ok   the declarations pass strict tsc, moduleResolution Bundler and NodeNext');

  const scorePage = await bundlePage(project, 'score.html');
  const everythingPage = await bundlePage(project, 'everything.html');
  console.log('ok   Vite builds both pages without a warning');

  const chromium = findChromium();
  if (chromium === undefined) {
    return 'packed: passed in Node; the browser half was skipped: install Chromium, or name one in the variable CHROMIUM.';
  }
  const wasm = join(project, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist');
  const imported = await openPage('everything.html', { chromium, temporary, folders: [everythingPage] });
  refuseEmpty(imported as Record<string, string[]>, manifests.flatMap(browserEntryPoints), 'the browser');
  const inBrowser = (await openPage('score.html', { chromium, temporary, folders: [scorePage, wasm] })) as Scores;
  console.log(`ok   the browser imports the same and scores on ${inBrowser.engine}`);

  const difference = largestDifference(inNode, inBrowser);
  if (!(difference <= tolerance)) {
    throw new Error(
      `Node and the browser differ by ${difference} (allowed ${tolerance}).\nNode ${JSON.stringify(inNode)}\nbrowser ${JSON.stringify(inBrowser)}`,
    );
  }
  const count = listsOf(inNode).reduce((sum, [, list]) => sum + list.length, 0);
  return `packed: passed; ${count} scores and gradients, i2t [0, 0] = ${inNode.scores.i2t?.[0]?.toFixed(6)}, largest difference between Node and the browser ${difference.toExponential(1)} (allowed ${tolerance})`;
}

/** @throws Error names the entry point that exports nothing. */
function refuseEmpty(everything: Record<string, string[]>, entries: readonly string[], where: string): void {
  const empty = entries.find((entry) => !everything[entry]?.length);
  if (empty !== undefined) throw new Error(`${empty} exports nothing in ${where}.`);
}
