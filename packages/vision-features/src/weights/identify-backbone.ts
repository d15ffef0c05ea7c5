import { RsSamError } from '@rs-sam/foundation/errors';
import { cutNetwork } from '../backbones/cut-network';
import { type BackboneName, backboneDefinitions, backboneNames } from '../backbones/definitions';
import { weightedLayers } from '../backbones/layer-weights';
import { MissingWeightError, WeightShapeError } from './errors';
import { type FittedNetwork, fitWeights } from './fit-weights';
import type { WeightSet } from './weight-set';

/** The weights belong to another network. */
export class WeightsMismatchError extends RsSamError {
  override readonly name = 'WeightsMismatchError';
  override readonly code = 'RS_SAM_WEIGHTS_MISMATCH';

  constructor(
    readonly source: string,
    /** How many convolutions the file has kernels for. */
    readonly convolutions: number,
    readonly backbones: readonly BackboneName[],
  ) {
    const expected = backbones.map((name) => `${convolutionCount(name)} for ${name}`);
    super(
      `${source} has the kernels of ${convolutions} convolutions, expected: ${expected.join(', ')}. Choose a file of that backbone.`,
    );
  }
}

/** Which backbone a file belongs to. */
export interface IdentifiedWeights {
  readonly backbone: BackboneName;
  /** Whether it has the classifier of 1,000 classes too. */
  readonly classifier: boolean;
  /** The backbone up to its last map. */
  readonly fitted: FittedNetwork;
}

/**
 * Recognises the backbone of a file by the number of its convolutions, and checks that the file is complete.
 *
 * @throws WeightsMismatchError where no backbone has that number.
 * @throws MissingWeightError, WeightShapeError
 */
export function identifyBackbone(weights: WeightSet): IdentifiedWeights {
  const found = convolutionsIn(weights);
  const backbone = backboneNames.find((name) => convolutionCount(name) === found);
  if (backbone === undefined) throw new WeightsMismatchError(weights.source, found, backboneNames);
  const { network, layer } = backboneDefinitions[backbone];
  return {
    backbone,
    classifier: fits(() => fitWeights(network, weights)),
    fitted: fitWeights(cutNetwork(network, layer), weights),
  };
}

/**
 * Refuses a file with more convolutions than the backbone has: a deeper ResNet has every layer of a shallower one, under the same names
 * and with the same shapes.
 *
 * @throws WeightsMismatchError
 */
export function checkBackbone(backbone: BackboneName, weights: WeightSet): void {
  const found = convolutionsIn(weights);
  if (found > convolutionCount(backbone)) throw new WeightsMismatchError(weights.source, found, [backbone]);
}

function convolutionCount(name: BackboneName): number {
  return weightedLayers(backboneDefinitions[name].network).filter(({ layer }) => layer.kind === 'convolution').length;
}

function convolutionsIn({ arrays }: WeightSet): number {
  return [...arrays.values()].filter(({ shape }) => shape.length === 4).length;
}

/** A classifier of other classes than those of ImageNet does not count. */
function fits(fit: () => unknown): boolean {
  try {
    fit();
    return true;
  } catch (error) {
    if (error instanceof MissingWeightError || error instanceof WeightShapeError) return false;
    throw error;
  }
}
