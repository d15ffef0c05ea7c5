import type { CaptionDataset } from '@rs-sam/datasets';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { resolveConfiguration, train } from '@rs-sam/training';
import { memoryFeatures } from './memory-features';
import { tinyDataset } from './tiny-dataset';
import { writeDataset } from './write-dataset';

/** What a run was trained on. */
export interface TinyRun {
  readonly dataset: CaptionDataset;
  readonly features: ReturnType<typeof memoryFeatures>;
  readonly engine: string;
}

/** Writes a small data set to `mine`, its features to `mine-features`, and a model that was trained on them to `runs/first`. */
export async function writeTinyRun(): Promise<TinyRun> {
  const dataset = tinyDataset();
  const features = memoryFeatures(dataset, { views: ['identity'] });
  await writeDataset(dataset, features);
  const { engine } = await prepareBackend({ engine: 'wasm' });
  const options = { projection: 8, embeddingDim: 8, normalizeFeatures: true };
  const configuration = resolveConfiguration({ model: 'sam-t2i', options, negatives: 'instance', epochs: 1 });
  await train({ configuration, dataset, features, folder: 'runs/first', engine });
  return { dataset, features, engine };
}
