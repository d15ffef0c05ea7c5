import { createHash } from 'node:crypto';
import type { FeatureSource } from '@rs-sam/evaluation';
import { featureIdentity, kindDifference } from '@rs-sam/evaluation/gallery';
import type { FeatureIdentity } from '@rs-sam/models';
import { splitKey } from './qualified-key';
import { SourcesMismatchError } from './sources-mismatch-error';
import type { TrainingSource } from './training-source';

/** The features that a training reads, of one data set or several. */
export interface TrainingFeatures extends Pick<FeatureSource, 'regions' | 'depth' | 'views' | 'read'> {
  readonly identity: FeatureIdentity;
  /** The views of an image: those of its own store. */
  viewsOf(image: string): FeatureSource['views'];
}

/** The features of one data set. */
export function featuresOfOne(features: FeatureSource): TrainingFeatures {
  const { regions, depth, views } = features;
  return {
    ...{ regions, depth, views, identity: featureIdentity(features), viewsOf: () => views },
    read: (requests, into) => features.read(requests, into),
  };
}

/**
 * The features of several data sets, by qualified keys.
 *
 * @throws SourcesMismatchError where two stores have features of different kinds.
 */
export function joinedFeatures(sources: readonly [TrainingSource, ...TrainingSource[]]): TrainingFeatures {
  const [first] = sources;
  for (const other of sources) checkSameKindAs(first, other);
  const stores = new Map(sources.map(({ name, features }) => [name, features]));
  const storeOf = (image: string) => stores.get(splitKey(image)[0]) as FeatureSource;
  const { regions, depth } = first.features;
  const width = regions * depth;
  return {
    ...{ regions, depth, identity: joinedIdentity(sources) },
    views: union(sources.map(({ features }) => features.views)),
    viewsOf: (image) => storeOf(image).views,
    async read(requests, into = new Float32Array(requests.length * width)) {
      // Neighbours of one store are read together, each image into its place.
      const reads: Promise<Float32Array>[] = [];
      for (let from = 0, to = 0; from < requests.length; from = to) {
        const store = storeOf((requests[from] as { image: string }).image);
        while (to < requests.length && storeOf((requests[to] as { image: string }).image) === store) to++;
        const own = requests.slice(from, to).map((request) => ({ ...request, image: splitKey(request.image)[1] }));
        reads.push(store.read(own, into.subarray(from * width, to * width)));
      }
      await Promise.all(reads);
      return into;
    },
  };
}

function checkSameKindAs(first: TrainingSource, other: TrainingSource): void {
  const [a, b] = [first.features.manifest, other.features.manifest];
  const field = kindDifference(a, b);
  if (field !== null) throw new SourcesMismatchError(field, [first.name, a[field]], [other.name, b[field]]);
}

/** The identity of all features: their common kind, and what they have in all. */
function joinedIdentity(sources: readonly TrainingSource[]): FeatureIdentity {
  const each = sources.map(({ features }) => featureIdentity(features));
  const content = createHash('sha256');
  for (const [at, { name }] of sources.entries()) content.update(`${name} ${each[at]?.content}\n`);
  return {
    ...(each[0] as FeatureIdentity),
    dataset: sources.map(({ name }) => name).join(' + '),
    dtype: union(each.map(({ dtype }) => [dtype])).join(' + '),
    views: union(each.map(({ views }) => views)),
    content: content.digest('hex'),
  };
}

function union<T>(lists: readonly (readonly T[])[]): T[] {
  return [...new Set(lists.flat())];
}
