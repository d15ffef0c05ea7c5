import { cutNetwork } from '../../backbones/cut-network';
import type { BackboneName } from '../../backbones/definitions';
import { planRegions } from '../../backbones/region-plan';
import { type FineTuned, type FineTuneOptions, fineTune, type LabelledMaps } from '../../fine-tune/fine-tune';
import { mergeTuned } from '../../fine-tune/tuned-weights';
import { upperBlocks } from '../../fine-tune/upper-blocks';
import { fitWeights } from '../../weights/fit-weights';
import type { WeightSet } from '../../weights/weight-set';
import type { FeatureStore } from '../store/open-feature-store';
import { weightsHash } from '../weights/weights-hash';
import { writeWeights } from '../weights/write-weights';

/** Images of a store and their classes. */
export interface LabelledImages {
  /** Names as the store has them. */
  readonly images: readonly string[];
  /** Numbers of the classes, from 0. */
  readonly labels: Int32Array;
}

export interface FineTuneBackboneOptions extends Omit<FineTuneOptions, 'upper' | 'train' | 'validation'> {
  readonly backbone: BackboneName;
  readonly weights: WeightSet;
  /** Maps of the last frozen layer: `extractFeatures` with that `layer`, and the same backbone and weights. */
  readonly maps: FeatureStore;
  readonly train: LabelledImages;
  readonly validation: LabelledImages;
  /** Folder that the weights are written to, after each epoch that is the best so far. */
  readonly out: string;
}

/** The maps were not made by the frozen part of this network. */
export class ForeignMapsError extends Error {
  override readonly name = 'ForeignMapsError';

  constructor(
    readonly folder: string,
    difference: string,
  ) {
    super(
      `The maps in ${folder} are not of this network: ${difference}. Extract them with it, at the last frozen layer.`,
    );
  }
}

/**
 * Trains the layers of a backbone above the one that a store was extracted at, as {@link fineTune} does, and writes the weights of the
 * whole backbone in the form that `readWeights` and `extract` take. The frozen part is not run again.
 *
 * @throws {ForeignMapsError} where the store is of another network, other weights, or averaged.
 * @throws {NoCutError} where the layer is no place to cut.
 */
export async function fineTuneBackbone(options: FineTuneBackboneOptions): Promise<FineTuned> {
  const { backbone, weights, maps, train, validation, out, onEpoch, ...rest } = options;
  const { manifest, folder } = maps;
  if (manifest.backbone !== backbone) throw new ForeignMapsError(folder, `they are of ${manifest.backbone}`);
  const plan = planRegions(backbone, manifest.inputSize === null ? {} : { inputSize: manifest.inputSize });
  const fitted = fitWeights(plan.network, weights);
  const frozen = weightsHash(fitWeights(cutNetwork(plan.network, manifest.layer), weights));
  if (frozen !== manifest.weights) throw new ForeignMapsError(folder, 'they were made with other weights');
  const upper = upperBlocks(fitted, plan.inputSize, manifest.layer);
  try {
    const [rows, columns, channels] = upper.inputShape;
    if (maps.regions !== rows * columns || maps.depth !== channels) {
      throw new ForeignMapsError(
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
