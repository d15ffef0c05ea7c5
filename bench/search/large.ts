import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { exists } from '@rs-sam/foundation/files';
import { sampleIndices, seededRandom } from '@rs-sam/foundation/random';
import { buildUsearch } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { checkpointFolder } from '../../packages/cli/src/data/checkpoint-folder';
import { runCase } from '../child-process';
import { table } from '../table';
import { BEST, type EngineAnswer, type EngineName, type EngineRequest, type EngineRow } from './engine-request';
import { type DatabaseTimes, databaseBytes, growDatabase } from './mixed-database';
import { growGallery } from './mixed-gallery';
import { storeGallery } from './store-gallery';

const CASE = new URL('./engine-case.ts', import.meta.url);

export interface LargeOptions {
  readonly dataset: string;
  readonly features: string;
  readonly checkpoint: string;
  readonly images: number;
  /** Folder to keep what was built; undefined for a temporary one. */
  readonly gallery: string | undefined;
  readonly postgres: string | undefined;
  readonly queries: number;
  readonly exhaustive: number;
  readonly candidates: readonly number[];
  readonly json: boolean;
}

/** What building took, kept beside what was built. */
interface BuildTimes {
  vectorSeconds?: number;
  usearchSeconds?: number;
  postgres?: DatabaseTimes;
}

/** Grows a gallery to a size, and searches it by every engine. */
export async function runLarge(options: LargeOptions): Promise<void> {
  const { engine } = await prepareBackend();
  const place = options.gallery ?? (await mkdtemp(join(tmpdir(), 'bench-search-')));
  try {
    const [base, folder] = [join(place, 'real'), join(place, `grown-${options.images}`)];
    const { dataset } = await readDataset(options.dataset);
    const built = await build(
      options,
      base,
      folder,
      dataset.images.map(({ file }) => file),
    );
    const captions = [...new Set(partOf(dataset, 'test').images.flatMap((image) => image.captions))];
    const chosen = sampleIndices(captions.length, options.queries, seededRandom('queries'));
    const queries = chosen.map((index) => captions[index] as string);
    const engines: EngineName[] = [
      'flat',
      'usearch',
      ...(options.postgres === undefined ? [] : (['postgres'] as const)),
    ];
    const ask = async (change: Partial<EngineRequest>): Promise<EngineAnswer> => {
      const request: EngineRequest = {
        ...{ engines, folder, base, postgres: options.postgres, queries, candidates: options.candidates },
        ...{ exhaustive: options.exhaustive, ...change },
      };
      const { result, failure } = await runCase<EngineAnswer>(CASE, [JSON.stringify(request)], { seconds: 7200 });
      if (result === undefined || failure !== undefined) throw new Error(`${request.engines.join()}: ${failure}`);
      return result;
    };
    const { rows, exhaustive, exhaustiveSeconds } = await ask({});
    // Time to open and memory, each in a process of its own.
    const alone = [];
    for (const name of engines) {
      const { openSeconds, peakMiB } = await ask({ engines: [name], queries: queries.slice(0, 5), exhaustive: 0 });
      alone.push({ name, openSeconds, peakMiB });
    }
    const shareOf = (found: readonly (readonly string[])[], right: readonly (readonly string[])[]) =>
      right.reduce((sum, files, at) => sum + files.filter((file) => found[at]?.includes(file)).length, 0) /
      right.reduce((sum, files) => sum + files.length, 0);
    const flatOf = (wanted: number) =>
      rows.find(({ engine: name, candidates }) => name === 'flat' && candidates === wanted)?.best ?? [];
    const sizeOf = async (file: string) => (await stat(join(folder, file))).size;
    const vectors = (await sizeOf('segments/0001/vectors.npy')) + (await sizeOf('items-0001.jsonl'));
    const graphs = (await sizeOf('usearch-product.bin')) + (await sizeOf('usearch-cosine.bin'));
    const result = {
      ...{ node: process.version, processor: cpus()[0]?.model, processors: availableParallelism(), engine },
      ...{ date: new Date().toISOString().slice(0, 10), checkpoint: options.checkpoint, images: options.images },
      ...{ queries: options.queries, exhaustive: options.exhaustive, exhaustiveSeconds, built },
      megabytes: {
        flat: vectors / 1e6,
        usearch: (vectors + graphs) / 1e6,
        ...(options.postgres !== undefined && { postgres: (await databaseBytes(options.postgres)) / 1e6 }),
      },
      engines: alone,
      rows: rows.map(({ best, ...row }) => ({
        ...row,
        ofExhaustive: shareOf(best, exhaustive),
        ofFlat: shareOf(best, flatOf(row.candidates)),
      })),
    };
    if (options.json) console.log(JSON.stringify(result, null, 2));
    else print(result);
  } finally {
    if (options.gallery === undefined) await rm(place, { recursive: true });
  }
}

async function build(
  options: LargeOptions,
  base: string,
  folder: string,
  files: readonly string[],
): Promise<BuildTimes> {
  const record = `${folder}.json`;
  await mkdir(folder, { recursive: true });
  const times: BuildTimes = (await exists(record)) ? JSON.parse(await readFile(record, 'utf8')) : {};
  const keep = async (change: BuildTimes) => {
    Object.assign(times, change);
    await writeFile(record, JSON.stringify(times));
    console.error(JSON.stringify(change));
  };
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const features = await openFeatureStore(options.features);
  await storeGallery(base, await checkpointFolder(options.checkpoint), files, features);
  await features.close();
  if (times.vectorSeconds === undefined) {
    await keep({ vectorSeconds: await timed(() => growGallery(folder, base, options.images)) });
  }
  if (times.usearchSeconds === undefined) {
    await keep({ usearchSeconds: await timed(() => buildUsearch({ gallery: folder })) });
  }
  if (options.postgres !== undefined) {
    const postgres = await growDatabase(options.postgres, folder, base);
    if (postgres !== null) await keep({ postgres });
  }
  return times;
}

function print(result: {
  readonly images: number;
  readonly built: BuildTimes;
  readonly engines: readonly { readonly name: string; readonly openSeconds: number; readonly peakMiB: number }[];
  readonly rows: readonly (Omit<EngineRow, 'best'> & { readonly ofExhaustive: number; readonly ofFlat: number })[];
}): void {
  console.log(`${result.images} images; built in ${JSON.stringify(result.built)}`);
  console.log(
    table([
      ['engine', 's to open', 'peak MiB'],
      ...result.engines.map(({ name, openSeconds, peakMiB }) => [name, openSeconds.toFixed(1), peakMiB.toFixed(0)]),
    ]),
  );
  console.log(
    table([
      ['engine', 'candidates', `of the exhaustive ${BEST}`, 'of flat', 'ms', '99 %', 'to flat', 'ms, filtered'],
      ...result.rows.map((row) => [
        ...[row.engine, String(row.candidates), row.ofExhaustive.toFixed(4), row.ofFlat.toFixed(4)],
        ...[row.millisecondsMedian.toFixed(0), row.milliseconds99.toFixed(0), row.toFirst.toFixed(2)],
        row.filteredMedian.toFixed(0),
      ]),
    ]),
  );
}
