import type { FeatureManifest } from './feature-manifest';
import { MissingImageError } from './feature-store-error';

/** The error for a key that a store does not have: whether its file was broken, its shard is missing, or the key is another. */
export function missingImage(folder: string, manifest: FeatureManifest, image: string): MissingImageError {
  const broken = manifest.broken.find(({ name }) => name === image);
  if (broken) {
    const problem = `${image} could not be read when the features were made: ${broken.reason}`;
    return new MissingImageError(folder, image, problem, 'Fix the file and extract again, or leave the image out.');
  }
  const { shard, dataset, images } = manifest;
  const whole = `${dataset.name}, ${images.length} images`;
  const content = shard ? `shard ${shard.index} of ${shard.count} of ${whole}` : whole;
  const problem = `${image} is not in this feature store (${content}).`;
  const remedy = shard
    ? 'Merge the shards with `rs-sam extract merge` and open the result.'
    : `Extract the features of this data set, or request the image by its key: image.file of the data set, ${images[0] ? `such as "${images[0].name}"` : 'as in the list images of the store'}.`;
  return new MissingImageError(folder, image, problem, remedy);
}
