import type { CaptionDataset } from '@rs-sam/datasets';
import { partOf, splitHash, splitOf } from '@rs-sam/datasets/splits';
import { featureIdentity } from '@rs-sam/evaluation/gallery';
import { sha256 } from '@rs-sam/foundation/files';
import type { CheckpointManifest } from '@rs-sam/models';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import { usedParts } from '../configuration/used-parts';
import type { TrainingData } from './join-sources';

/** What the manifest records of the data: a run resumes only with the same. */
export type DataRecords = Pick<CheckpointManifest, 'features' | 'splitHash' | 'captions' | 'sources'>;

/** The records of all data sets together, and of each of several. */
export async function dataRecords(
  { sources, dataset, features }: TrainingData,
  configuration: TrainingConfiguration,
): Promise<DataRecords> {
  const records = async (of: CaptionDataset) => ({
    splitHash: await splitHash(splitOf(of)),
    captions: captionsHash(of, configuration),
  });
  const each = sources.map(async ({ name, dataset: own, features: store }) => ({
    ...{ name, features: featureIdentity(store) },
    ...(await records(own)),
  }));
  return {
    ...{ features: features.identity, ...(await records(dataset)) },
    sources: sources.length > 1 ? await Promise.all(each) : null,
  };
}

/** Everything of the data that the weights depend on besides the features: a run with other captions must not resume. */
function captionsHash(dataset: CaptionDataset, configuration: TrainingConfiguration): string {
  const content = usedParts(configuration).map((part) =>
    partOf(dataset, part).images.map(({ file, className, captions }) => [file, className, captions]),
  );
  return sha256(JSON.stringify(content));
}
