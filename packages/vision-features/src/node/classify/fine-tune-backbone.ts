import { RsSamError } from '@rs-sam/foundation/errors';
import { checkOptions, object, text } from '@rs-sam/foundation/options';
import { cutNetwork } from '../../backbones/cut-network';
import type { BackboneName } from '../../backbones/definitions';
import { planRegions } from '../../backbones/region-plan';
import { fineTune, fineTuneRules } from '../../fine-tune/fine-tune';
import type { FineTuned, FineTuneOptions, LabelledMaps } from '../../fine-tune/fine-tune-options';
import { mergeTuned } from '../../fine-tune/tuned-weights';
import { upperBlocks } from '../../fine-tune/upper-blocks';
import { fitWeights } from '../../weights/fit-weights';
import type { WeightSet } from '../../weights/weight-set';
import type { FeatureStore } from '../store/open-feature-store';
import { weightsHash } from '../weights/weights-hash';
import { writeWeights } from '../weights/write-weights';

/** Images of a store with their classes. */
export interface LabelledImages {
  /** Keys in the store. */
  readonly images: readonly string[];
  /** Class indices, from 0. */
  readonly labels: Int32Array;
}

export interface FineTuneBackboneOptions extends Omit<FineTuneOptions, 'upper' | 'train' | 'validation'> {
  readonly backbone: BackboneName;
  readonly weights: WeightSet;
  /** Maps of the last frozen layer, from `extractFeatures` with that `layer` and the same backbone and weights. */
  readonly maps: FeatureStore;
  readonly train: LabelledImages;
  readonly validation: LabelledImages;
  /** Folder of the weights; they are written after each epoch that is the best so far. */
  readonly out: string;
}

/** The maps were not extracted with the frozen part of this network. */
export class MapsMismatchError extends RsSamError {
  override readonly name = 'MapsMismatchError';
  override readonly code = 'RS_SAM_MAPS_MISMATCH';

  constructor(
    readonly folder: string,
    difference: string,
  ) {
    super(
      `The maps in ${folder} do not match this network: ${difference}. Extract them with this network, at the last frozen layer.`,
    );
  }
}

const rules = {
  ...fineTuneRules,
  backbone: text('the name of a backbone'),
  weights: object('weights, as readWeights gives them'),
  maps: object('an open feature store'),
  out: text('the path of a folder'),
};

/**
 * Trains the layers of a backbone above the one that a store was extracted at, and writes the weights of the whole backbone as
 * `readWeights` and `extract` read them. The frozen part is not run again.
 *
 * @throws {MapsMismatchError} where the store is of another network or other weights, or its maps were averaged.
 * @throws {NoCutError} where the network cannot be split at that layer.
 * @throws {FineTuningDivergedError}
 * @throws {InvalidOptionError}
 * @throws The reason of `signal`.
 */
export async function fineTuneBackbone(options: FineTuneBackboneOptions): Promise<FineTuned> {
  checkOptions('fineTuneBackbone', rules, options, [
    ...['backbone', 'weights', 'maps', 'classCount', 'train', 'validation', 'out'],
  ]);
  const { backbone, weights, maps, train, validation, out, onEpoch, ...rest } = options;
  const { manifest, folder } = maps;
  if (manifest.backbone !== backbone) throw new MapsMismatchError(folder, `they are of ${manifest.backbone}`);
  if (manifest.layer.includes('+')) throw new MapsMismatchError(folder, `they join the layers ${manifest.layer}`);
  const plan = planRegions(backbone, manifest.inputSize === null ? {} : { inputSize: manifest.inputSize });
  const fitted = fitWeights(plan.network, weights);
  const frozen = weightsHash(fitWeights(cutNetwork(plan.network, manifest.layer), weights));
  if (frozen !== manifest.weights) throw new MapsMismatchError(folder, 'they were made with other weights');
  const upper = upperBlocks(fitted, plan.inputSize, manifest.layer);
  try {
    const [rows, columns, channels] = upper.inputShape;
    if (maps.regions !== rows * columns || maps.depth !== channels) {
      throw new MapsMismatchError(
        folder,
        `they are ${maps.regions} × ${maps.depth}, not ${rows * columns} × ${channels}`,
      );
    }
    return await fineTune({
      ...rest,
      upper,
      train: mapsOf(maps, train),
      validation: mapsOf(maps, validation),
      onEpoch: async (epoch, best) => {
        if (best) await writeWeights(out, mergeTuned(fitted, best, `${weights.source}, tuned`));
        await onEpoch?.(epoch, best);
      },
    });
  } finally {
    upper.dispose();
  }
}

const mapsOf = (store: FeatureStore, { images, labels }: LabelledImages): LabelledMaps => ({
  labels,
  read: (numbers) => store.read(numbers.map((i) => ({ image: images[i] as string }))),
});
