import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';
import { readGloveWords } from '@rs-sam/pretrained/node';
import { type LoadedSearcher, loadSearcher } from '@rs-sam/search';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { checkpointFolder } from '../packages/cli/src/data/checkpoint-folder';
import { candidateCount } from '../packages/search/src/query/candidate-count';
import { median } from './median';
import { exhaustiveBest } from './search/exhaustive';
import { type FittingRow, measureFitting } from './search/fitting';
import { runLarge } from './search/large';
import { storeGallery } from './search/store-gallery';
import { table } from './table';

export const description =
  'the best ten of a shortlist and the model against scoring all images, and sentences that fit nothing: --dataset <folder> --features <store> --checkpoint <run or pretrained:name> [--gallery <folder to keep>] [--queries 200] [--candidates 50,100,200,500,1000] [--json]; with --images 1000000, every engine on a gallery grown to that size: [--postgres postgres://…] [--exhaustive 50]';

/** Results that are compared. */
const BEST = 10;

/** Queries before the timed ones. */
const WARM_UP = 10;

/** One number of candidates. */
interface CandidatesRow {
  readonly candidates: number;
  /** The share of the best ten of all images that the search finds. */
  readonly share: number;
  readonly millisecondsMedian: number;
  readonly milliseconds99: number;
}

/** `pnpm bench search` */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      ...{ dataset: { type: 'string' }, features: { type: 'string' }, checkpoint: { type: 'string' } },
      ...{ gallery: { type: 'string' }, queries: { type: 'string', default: '200' } },
      ...{ candidates: { type: 'string' }, json: { type: 'boolean', default: false } },
      ...{ images: { type: 'string' }, postgres: { type: 'string' }, exhaustive: { type: 'string', default: '50' } },
    },
  });
  const { dataset: folder, features: store, checkpoint } = values;
  if (folder === undefined || store === undefined || checkpoint === undefined) {
    throw new Error('bench search needs --dataset, --features and --checkpoint');
  }
  const { gallery, postgres, json, images } = values;
  const candidatesOf = (usual: string) => (values.candidates ?? usual).split(',').map(Number);
  if (images !== undefined) {
    return runLarge({
      ...{ dataset: folder, features: store, checkpoint, gallery, postgres, json, images: Number(images) },
      ...{ queries: Number(values.queries), exhaustive: Number(values.exhaustive) },
      candidates: candidatesOf('500,1000,2000,5000'),
    });
  }
  const { engine } = await prepareBackend();
  const { dataset } = await readDataset(folder);
  const features = await openFeatureStore(store);
  const place = values.gallery ?? (await mkdtemp(join(tmpdir(), 'bench-search-')));
  try {
    const files = dataset.images.map(({ file }) => file);
    const source = await storeGallery(place, await checkpointFolder(checkpoint), files, features);
    const searcher = await loadSearcher(source, { pretrained: await readGloveWords() });
    const captions = [...new Set(partOf(dataset, 'test').images.flatMap((image) => image.captions))];
    const chosen = sampleIndices(captions.length, Number(values.queries), seededRandom('queries'));
    const queries = chosen.map((index) => captions[index] as string);
    const best = await exhaustiveBest(searcher, queries, BEST);
    const rows: CandidatesRow[] = [];
    for (const candidates of candidatesOf('50,100,200,500,1000')) {
      if (candidates < files.length) rows.push(await measure(searcher, queries, best, candidates));
    }
    const result = {
      ...{ node: process.version, processor: cpus()[0]?.model, processors: availableParallelism(), engine },
      ...{ date: new Date().toISOString().slice(0, 10), checkpoint, images: files.length, queries: queries.length },
      defaultCandidates: candidateCount(files.length, BEST),
      rows,
      confidence: await measureFitting(searcher),
    };
    await searcher.close();
    if (values.json) console.log(JSON.stringify(result, null, 2));
    else print(result);
  } finally {
    await features.close();
    if (values.gallery === undefined) await rm(place, { recursive: true });
  }
}

async function measure(
  searcher: LoadedSearcher,
  queries: readonly string[],
  best: readonly (readonly number[])[],
  candidates: number,
): Promise<CandidatesRow> {
  const ask = (text: string) => searcher.byText({ text, candidates, pageSize: BEST, fits: null, fold: null });
  for (const text of queries.slice(0, WARM_UP)) await ask(text);
  const times: number[] = [];
  let found = 0;
  for (const [at, text] of queries.entries()) {
    const start = performance.now();
    const { results } = await ask(text);
    times.push(performance.now() - start);
    const keys = new Set(results.map(({ key }) => key));
    found += (best[at] as readonly number[]).filter((key) => keys.has(key)).length;
  }
  const sorted = [...times].sort((a, b) => a - b);
  return {
    candidates,
    share: found / (BEST * queries.length),
    millisecondsMedian: median(times),
    milliseconds99: sorted[Math.ceil(0.99 * sorted.length) - 1] as number,
  };
}

function print(result: {
  readonly images: number;
  readonly queries: number;
  readonly defaultCandidates: number;
  readonly rows: readonly CandidatesRow[];
  readonly confidence: readonly FittingRow[];
}): void {
  const { images, queries, defaultCandidates, rows, confidence } = result;
  console.log(`${images} images, ${queries} captions; ${defaultCandidates} candidates by default`);
  console.log(
    table([
      ['candidates', `share of the best ${BEST}`, 'ms', '99 %'],
      ...rows.map(({ candidates, share, millisecondsMedian, milliseconds99 }) => [
        ...[String(candidates), share.toFixed(4), millisecondsMedian.toFixed(0), milliseconds99.toFixed(0)],
      ]),
    ]),
  );
  const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
  console.log(
    table([
      ['images', 'limit', 'sentences', 'fitting, answered', 'fitting nothing, refused'],
      ...confidence.map(({ images: count, limit, part, answered, refused }) => [
        ...[String(count), limit.toFixed(2), part, percent(answered), percent(refused)],
      ]),
    ]),
  );
}
