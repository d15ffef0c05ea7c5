// Training steps on a store in eight views. Argument: {"images", "steps"}; the time is that of the steps after the first twenty.
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { presetConfiguration, train } from '@rs-sam/training';
import { VIEWS } from '@rs-sam/vision-features';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { type FeatureRecipe, openFeatureWriter } from '@rs-sam/vision-features/node/store';

const WARM_UP = 20;
const PER_APPEND = 500;
const [REGIONS, DEPTH] = [4, 64];

const { images, steps } = JSON.parse(process.argv[2] ?? '') as { readonly images: number; readonly steps: number };
const names = Array.from({ length: images }, (_, i) => `${i}.png`);
const folder = await mkdtemp(join(tmpdir(), 'rs-sam-grow-'));
try {
  const store = join(folder, 'store');
  await writeStore(store);
  const { engine } = await prepareBackend({ engine: 'wasm+onnxruntime' });
  const features = await openFeatureStore(store);
  const stop = new AbortController();
  let [done, started, ended] = [0, Number.NaN, Number.NaN];
  await train({
    configuration: { ...presetConfiguration('tuned', 't2i'), validationPart: null, negatives: 'instance' },
    dataset: {
      images: names.map((name, i) => ({
        ...{ id: name, file: name, split: 'train', className: null },
        captions: Array.from({ length: 5 }, (_, k) => caption(i, k)),
      })),
    },
    ...{ features, folder: join(folder, 'run'), engine, signal: stop.signal },
    onEvent({ kind }) {
      if (kind !== 'step') return;
      done++;
      if (done === WARM_UP) started = performance.now();
      if (done !== WARM_UP + steps) return;
      ended = performance.now();
      stop.abort();
    },
  });
  await features.close();
  console.log(JSON.stringify({ seconds: (ended - started) / 1000, peakMiB: process.resourceUsage().maxRSS / 1024 }));
} finally {
  await rm(folder, { recursive: true });
}

/** A store of random numbers. */
async function writeStore(store: string): Promise<void> {
  const recipe: FeatureRecipe = {
    ...{ format: 'rs-sam-features', version: 1 },
    dataset: {
      name: 'grow',
      images,
      hash: createHash('sha256')
        .update(`${names.join('\n')}\n`)
        .digest('hex'),
    },
    ...{ backbone: 'random', layer: 'none', weights: null, preprocessing: 'none', engine: 'none' },
    ...{ inputSize: null, resizeFirst: null, batch: 8, dtype: 'float16', views: [...VIEWS] },
    ...{ grid: [2, 2], regions: REGIONS, depth: DEPTH },
  };
  const writer = await openFeatureWriter(store, recipe, null);
  for (let first = 0; first < images; first += PER_APPEND) {
    const part = names.slice(first, first + PER_APPEND);
    const rows = randomFillSync(new Uint8Array(part.length * VIEWS.length * REGIONS * DEPTH * 2));
    // The upper byte of a half float: its exponent stays small, so that every number is finite.
    for (let i = 1; i < rows.length; i += 2) rows[i] = (rows[i] as number) & 0x3b;
    await writer.append({ images: part.map((name) => ({ name, source: null })), broken: [], rows });
  }
  await writer.finish();
}

/** A caption of ten words out of some hundreds. */
function caption(image: number, k: number): string {
  const words = Array.from({ length: 10 }, (_, i) => `word${(image * 31 + k * 17 + i * i * 7) % 400}`);
  return words.join(' ');
}
