// pnpm packed [--keep]: packs the public packages, installs them as a user does and runs them in Node and Chromium; exit status 1 on a failure.
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './browser/chromium';
import { buildPages, runPages } from './browser-steps';
import { bundleEntries } from './checks/bundle-entries';
import { listsOf } from './checks/compare-scores';
import { declaredNames } from './checks/exported-names';
import { bundleUnused, registerLayers } from './checks/side-effects';
import { formatWeights, weighPackages } from './checks/weigh-packages';
import { compareCharts, compilePrograms, importEverything, runOwnModels, takeAdvice } from './node-steps';
import { printStep } from './print-step';
import { buildExample } from './project/build-example';
import { run } from './project/command';
import { browserEntryPoints } from './project/entry-points';
import { makeProject } from './project/make-project';
import { packPackages } from './project/pack-packages';

const tolerance = 1e-5;
const root = fileURLToPath(new URL('..', import.meta.url));
// The real path: on some systems the folder is a link, which compilers and bundlers resolve.
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

/** Runs the steps in turn and returns the last line of output. */
async function check(): Promise<string> {
  await run(root, 'pnpm', ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only']);
  printStep('the packages are built');
  const packages = await packPackages(root, temporary);
  const manifests = packages.map(({ manifest }) => manifest);
  printStep(`${packages.length} packages are packed: ${manifests.map(({ name }) => name).join(', ')}`);

  const project = join(temporary, 'project');
  const { peers } = await makeProject(project, join(root, 'packed', 'stranger'), packages);
  printStep(`npm installs them in an empty project, with the peers ${peers.join(', ')}. What each one brings along:`);
  console.log(
    formatWeights(manifests.map(({ name }) => weighPackages(project, name))).replaceAll(/^/gm, '           '),
  );

  const declared = declaredNames(project, manifests);
  const engine = await takeAdvice(project);
  const inNode = await importEverything(project, declared);
  // Any other engine was found outside the project, and the check would prove nothing.
  if (inNode.engine !== engine) throw new Error(`Node runs on ${inNode.engine}, not on ${engine}: ${inNode.summary}`);
  await compilePrograms(project);
  await buildExample(root, 'examples/own-model/src/train-save-load.ts', project, 'own-model-example.mjs');
  const ownModels = await runOwnModels(project);
  await compareCharts(project);
  const entries = manifests.flatMap(browserEntryPoints);
  await bundleEntries(project, entries);
  printStep(`esbuild bundles each of the ${entries.length} entries for browsers, without a warning`);
  const [unused, layers] = [await bundleUnused(project, manifests), await registerLayers(project)];
  printStep(
    `sideEffects: ${unused} entries leave nothing in a bundle that uses nothing; bundles of bare imports register ${layers.join(', ')}`,
  );
  const pages = await buildPages(project);

  const chromium = findChromium();
  if (chromium === undefined) {
    return 'packed: passed in Node. Chromium was not found, so the pages did not run: install it, or set CHROMIUM to its path.';
  }
  const difference = await runPages(pages, { chromium, temporary, project, entries, declared, inNode, ownModels });
  if (!(difference <= tolerance)) throw new Error(`Node and Chromium differ by ${difference} (allowed ${tolerance}).`);
  const count = listsOf(inNode).reduce((sum, [, list]) => sum + list.length, 0);
  return `packed: passed; ${count} scores and gradients, i2t [0, 0] = ${inNode.scores.i2t?.[0]?.toFixed(6)}, largest difference between Node and Chromium ${difference.toExponential(1)} (allowed ${tolerance})`;
}
