import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openPage, WEBGPU_FLAGS } from './browser/open-page';
import { bundlePages } from './checks/bundle-pages';
import { largestDifference, type Scores } from './checks/compare-scores';
import { compareNames, type NamesByEntry } from './checks/exported-names';
import { checkOwnModels, compareOwnModels, type OwnModelResults } from './checks/own-model-results';
import { printStep } from './print-step';

const pages = ['score', 'everything', 'own-model', 'webgpu', 'wasm-path'] as const;

/** Builds the pages with Vite and returns the folder of the build. */
export async function buildPages(project: string): Promise<string> {
  const built = await bundlePages(
    project,
    pages.map((page) => `${page}.html`),
  );
  printStep(`Vite builds the pages ${pages.join(', ')} without a warning`);
  return built;
}

/** What the pages are compared with, and where they run. */
export interface BrowserSteps {
  readonly chromium: string;
  readonly temporary: string;
  readonly project: string;
  /** The entries for browsers. */
  readonly entries: readonly string[];
  readonly declared: NamesByEntry;
  readonly inNode: Scores;
  readonly ownModels: OwnModelResults;
}

/**
 * Opens every page in Chromium and compares what it computes with Node.
 *
 * @returns the largest difference of scores and gradients.
 */
export async function runPages(built: string, steps: BrowserSteps): Promise<number> {
  const { chromium, temporary, project, entries, declared, inNode, ownModels } = steps;
  // The pages find tfjs's .wasm files in /wasm/, and nowhere else.
  const served = join(temporary, 'served');
  cpSync(join(project, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist'), join(served, 'wasm'), {
    recursive: true,
    filter: (path) => !/\.(js|ts|map)$/.test(path),
  });
  const open = (page: (typeof pages)[number], flags: readonly string[] = []) =>
    openPage(`${page}.html`, { chromium, temporary, folders: [built, served], flags });

  compareNames((await open('everything')) as NamesByEntry, declared, entries, 'Chromium');
  const inBrowser = (await open('score')) as Scores;
  printStep(`Chromium imports every entry for browsers and scores on ${inBrowser.engine}`);

  const modelDifferences = (backend: string, result: OwnModelResults): string => {
    checkOwnModels(backend, result);
    const { small, example } = compareOwnModels(backend, result, ownModels);
    return `${small.toExponential(0)} and ${example.toExponential(0)}`;
  };
  const results = (await open('own-model')) as Record<string, OwnModelResults>;
  const differences = Object.entries(results).map(
    ([backend, result]) => `${backend} ${modelDifferences(backend, result)}`,
  );
  printStep(`both own models give Node's numbers in Chromium; largest differences: ${differences.join(', ')}`);

  let onGpu = 0;
  const gpu = (await open('webgpu', WEBGPU_FLAGS)) as
    | { missing: string }
    | { scores: Scores; ownModels: OwnModelResults };
  if ('missing' in gpu) printStep(`WebGPU in Chromium was not tried: ${gpu.missing}`);
  else {
    onGpu = largestDifference(inNode, gpu.scores);
    const models = modelDifferences('webgpu', gpu.ownModels);
    printStep(`WebGPU in Chromium; largest differences: scores ${onGpu.toExponential(0)}, own models ${models}`);
  }

  const { messages } = (await open('wasm-path')) as { messages: string[] };
  const [byDefault, wrong] = messages;
  const names = (message: string | undefined, path: string) =>
    new RegExp(`http://127\\.0\\.0\\.1:\\d+${path}tfjs-backend-wasm[a-z-]*\\.wasm could not be fetched: .*404`).test(
      message ?? '',
    );
  if (!names(byDefault, '/') || !names(wrong, '/nowhere/')) {
    throw new Error(`prepareBackend does not name the .wasm file that is missing:\n${messages.join('\n')}`);
  }
  printStep('prepareBackend names the .wasm file that cannot be fetched; the right path works afterwards');
  return Math.max(onGpu, largestDifference(inNode, inBrowser));
}
