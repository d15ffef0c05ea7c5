import { mkdir, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readDataset } from '@rs-sam/datasets/node';
import { sha256 } from '@rs-sam/foundation/files';
import { toFloat16 } from '@rs-sam/foundation/formats';
import { mulberry32 } from '@rs-sam/foundation/random';
import { tokenize } from '@rs-sam/foundation/text';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { openFeatureWriter } from '@rs-sam/vision-features/node/store';
import { readFeatureRows } from '../packages/vision-features/src/node/store/feature-rows';
import { type RowHashes, rowHashes } from '../packages/vision-features/src/node/store/row-hashes';
import { median } from './median';
import { table } from './table';

export const description =
  'rows of a feature store with their SHA-256 checked, against the same without it; captions up to the longest that is read [--rounds 9] [--json]';

/** Rows of the paper's size. */
const [REGIONS, DEPTH, IMAGES] = [64, 2048, 128];

/** Characters of a caption; the longest that is read has 100,000. */
const LENGTHS = [1_000, 10_000, 100_000, 100_001, 50_000_000];

export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '9' } },
  });
  const rounds = Number(values.rounds);
  const folder = await mkdtemp(join(tmpdir(), 'bench-reading-'));
  try {
    const result = {
      node: process.version,
      processor: cpus()[0]?.model,
      date: new Date().toISOString().slice(0, 10),
      rounds,
      rows: await measureRows(join(folder, 'store'), rounds),
      captions: await measureCaptions(folder),
    };
    if (values.json) console.log(JSON.stringify(result, null, 2));
    else print(result.rows, result.captions);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface RowTimes {
  readonly checkedMilliseconds: number;
  readonly uncheckedMilliseconds: number;
  /** The median of the ratios of the rounds. */
  readonly ratio: number;
  readonly ratios: readonly number[];
}

/** CPU milliseconds a row of 64 × 2048 float16, from a file that the system has in memory: the worst case for the share of the check. */
async function measureRows(folder: string, rounds: number): Promise<RowTimes> {
  await writeStore(folder);
  const store = await openFeatureStore(folder);
  const file = await open(join(folder, 'features.npy'), 'r');
  try {
    const checked = rowHashes(folder, store.manifest, file);
    const unchecked: RowHashes = { check: async () => {} };
    const rows = Array.from({ length: IMAGES }, (_, row) => row);
    const timed = async (hashes: RowHashes) => {
      const start = process.cpuUsage();
      const result = new Float32Array(rows.length * store.regions * store.depth);
      await readFeatureRows(folder, file, store.manifest, rows, hashes, result);
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1e3 / IMAGES;
    };
    // Warm-up: compiled code, and the file in memory.
    for (const hashes of [checked, unchecked]) await timed(hashes);
    const times: [number, number][] = [];
    for (let round = 0; round < rounds; round++) times.push([await timed(checked), await timed(unchecked)]);
    const ratios = times.map(([withCheck, without]) => withCheck / without);
    return {
      checkedMilliseconds: median(times.map(([withCheck]) => withCheck)),
      uncheckedMilliseconds: median(times.map(([, without]) => without)),
      ratio: median(ratios),
      ratios,
    };
  } finally {
    await file.close();
    await store.close();
  }
}

async function writeStore(folder: string): Promise<void> {
  const names = Array.from({ length: IMAGES }, (_, image) => `${image}.png`);
  const writer = await openFeatureWriter(
    folder,
    {
      format: 'rs-sam-features',
      version: 1,
      dataset: { name: 'bench', images: IMAGES, hash: sha256(names.join('\n')) },
      backbone: 'bench',
      layer: 'last',
      weights: '0'.repeat(64),
      preprocessing: 'none',
      engine: 'bench',
      inputSize: 256,
      resizeFirst: null,
      batch: 1,
      dtype: 'float16',
      views: ['identity'],
      grid: [8, 8],
      regions: REGIONS,
      depth: DEPTH,
    },
    null,
  );
  const random = mulberry32(1);
  for (const name of names) {
    const regions = toFloat16(Float32Array.from({ length: REGIONS * DEPTH }, () => random() / 2 ** 32));
    const rows = new Uint8Array(regions.buffer);
    await writer.append({ images: [{ name, source: null }], broken: [], rows });
  }
  await writer.finish();
}

interface CaptionTimes {
  readonly characters: number;
  readonly readMilliseconds: number;
  readonly tokenizeMilliseconds: number;
  /** What the reader says where the caption is too long. */
  readonly refused?: string;
}

/** A caption file with one caption of so many characters, of words and, for the tokeniser, of one endless word. */
async function measureCaptions(folder: string): Promise<CaptionTimes[]> {
  const times: CaptionTimes[] = [];
  // The first length twice: the first time includes compiling.
  for (const characters of [LENGTHS[0] as number, ...LENGTHS]) {
    const place = join(folder, `captions-${times.length}`);
    await mkdir(place);
    const caption = 'a river beside two white storage tanks '.repeat(characters / 39 + 1).slice(0, characters);
    const images = [{ filename: 'a.png', split: 'train', sentences: [{ raw: caption }] }];
    await writeFile(join(place, 'dataset.json'), JSON.stringify({ images }));
    const start = performance.now();
    const refused = await readDataset(place).then(
      () => undefined,
      ({ message }: Error) => message.replaceAll(place, '…'),
    );
    const read = performance.now();
    for (const text of [caption, 'a'.repeat(characters)]) tokenize(text);
    const tokenized = performance.now();
    times.push({
      characters,
      readMilliseconds: read - start,
      tokenizeMilliseconds: tokenized - read,
      ...(refused !== undefined && { refused }),
    });
  }
  return times.slice(1);
}

function print(rows: RowTimes, captions: readonly CaptionTimes[]): void {
  const milliseconds = (value: number) => value.toFixed(2);
  console.log(
    table([
      ['row of 64 × 2048 float16', 'CPU ms'],
      ['checked', milliseconds(rows.checkedMilliseconds)],
      ['not checked', milliseconds(rows.uncheckedMilliseconds)],
      ['ratio', milliseconds(rows.ratio)],
    ]),
  );
  console.log(
    table([
      ['characters', 'read, ms', 'tokenise, ms', 'refused'],
      ...captions.map(({ characters, readMilliseconds, tokenizeMilliseconds, refused = '' }) => [
        ...[characters, readMilliseconds, tokenizeMilliseconds].map((value) => String(Math.round(value * 100) / 100)),
        refused,
      ]),
    ]),
  );
}
