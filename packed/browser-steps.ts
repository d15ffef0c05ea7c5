import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { openPage } from './browser/open-page';
import { bundlePage } from './checks/bundle-page';
import { largestDifference, type Scores } from './checks/compare-scores';
import { checkOwnModels, compareOwnModels, type OwnModelResults } from './checks/own-model-results';
import { browserEntryPoints } from './project/entry-points';
import type { Manifest } from './project/pack-packages';
import { refuseEmpty } from './refuse-empty';

const pages = ['score', 'everything', 'own-model', 'wasm-path'] as const;

/** The folder of the build of each page. */
export type BuiltPages = Readonly<Record<(typeof pages)[number], string>>;

/** Builds every page with Vite. */
export async function buildPages(project: string): Promise<BuiltPages> {
  const built: Record<string, string> = {};
  for (const page of pages) built[page] = await bundlePage(project, `${page}.html`);
  console.log('ok   Vite builds every page without a warning');
  return built as BuiltPages;
}

/** What the pages are compared with, and where they run. */
export interface BrowserSteps {
  readonly chromium: string;
  readonly temporary: string;
  readonly project: string;
  readonly manifests: readonly Manifest[];
  readonly inNode: Scores;
  readonly ownModels: OwnModelResults;
}

/**
 * Opens every page in Chromium and compares what it computes with Node.
 *
 * @returns the largest difference of scores and gradients.
 */
export async function runPages(pagesOf: BuiltPages, steps: BrowserSteps): Promise<number> {
  const { chromium, temporary, project, manifests, inNode, ownModels } = steps;
  // The pages find tfjs's .wasm files in /wasm/, and nowhere else.
  const served = join(temporary, 'served');
  cpSync(join(project, 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist'), join(served, 'wasm'), {
    recursive: true,
    filter: (path) => !/\.(js|ts|map)$/.test(path),
  });
  const open = (page: keyof BuiltPages) =>
    openPage(`${page}.html`, { chromium, temporary, folders: [pagesOf[page], served] });

  refuseEmpty(
    (await open('everything')) as Record<string, string[]>,
    manifests.flatMap(browserEntryPoints),
    'Chromium',
  );
  const inBrowser = (await open('score')) as Scores;
  console.log(`ok   Chromium imports every entry for browsers and scores on ${inBrowser.engine}`);

  const results = (await open('own-model')) as Record<string, OwnModelResults>;
  const differences = Object.entries(results).map(([backend, result]) => {
    checkOwnModels(backend, result);
    const { small, example } = compareOwnModels(backend, result, ownModels);
    return `${backend} ${small.toExponential(0)} and ${example.toExponential(0)}`;
  });
  console.log(`ok   both own models give Node's numbers in Chromium; largest differences: ${differences.join(', ')}`);

  const { messages } = (await open('wasm-path')) as { messages: string[] };
  const [byDefault, wrong] = messages;
  const names = (message: string | undefined, path: string) =>
    new RegExp(`http://127\\.0\\.0\\.1:\\d+${path}tfjs-backend-wasm[a-z-]*\\.wasm could not be fetched: .*404`).test(
      message ?? '',
    );
  if (!names(byDefault, '/') || !names(wrong, '/nowhere/')) {
    throw new Error(`prepareBackend does not name the .wasm file that is missing:\n${messages.join('\n')}`);
  }
  console.log('ok   prepareBackend names the .wasm file that cannot be fetched; the right path works afterwards');
  return largestDifference(inNode, inBrowser);
}
