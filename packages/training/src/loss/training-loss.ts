import { infoNceLoss, tripletLoss } from '@rs-sam/core';
import type { NamedWeight } from '@rs-sam/models';
import {
  addN,
  minimum,
  mul,
  type Scalar,
  scalar,
  type Tensor2D,
  tidy,
  type Variable,
  variable,
} from '@tensorflow/tfjs-core';
import type { TrainingConfiguration } from '../configuration/training-configuration';
import type { TrainingPair } from '../sampling/training-pairs';

/** The settings of the loss. */
export type LossOptions = Pick<TrainingConfiguration, 'margin' | 'negatives' | 'tripletWeight' | 'infoNce'>;

/** Upper limit of log(1/τ), as in CLIP: logits are at most a hundred times the scores. */
const HIGHEST_LOGIT_SCALE = Math.log(100);

/**
 * `L = a L_triplet + b L_InfoNCE`: the triplet loss of eq. (18) and InfoNCE with a learned temperature, each a sum over the pairs of the
 * batch and both directions, see `tripletLoss` and `infoNceLoss` of `@rs-sam/core`.
 */
export class TrainingLoss {
  /** What is trained besides the model: log(1/τ), if there is InfoNCE. */
  readonly weights: readonly NamedWeight[];
  private readonly logitScale: Variable | null;

  constructor(private readonly options: LossOptions) {
    const { infoNce } = options;
    this.logitScale = infoNce && tidy(() => variable(scalar(-Math.log(infoNce.temperature))));
    this.weights = this.logitScale === null ? [] : [{ name: 'logit_scale', variable: this.logitScale }];
  }

  /** @param scores S [B, B] of the pairs: row i is image i, column i its own caption. */
  of(scores: Tensor2D, pairs: readonly TrainingPair[]): Scalar {
    const { margin, negatives, tripletWeight, infoNce } = this.options;
    const images = pairs.map(({ image }) => image);
    const captions = pairs.map(({ captionKey }) => captionKey);
    // With class negatives every class is known.
    const labels = pairs.map(({ className }) => className ?? '');
    const terms: Scalar[] = [];
    if (tripletWeight > 0) {
      terms.push(times(tripletLoss(scores, { margin, negatives, images, captions, labels }), tripletWeight));
    }
    if (infoNce !== null) {
      terms.push(
        times(infoNceLoss(scores, this.logitScale as unknown as Scalar, { images, captions }), infoNce.weight),
      );
    }
    return terms.length === 1 ? (terms[0] as Scalar) : (addN(terms) as Scalar);
  }

  /** Keeps 1/τ at 100 or below; called after each step. As a part of the loss, the limit would have no gradient that leads back. */
  limitScale(): void {
    const { logitScale } = this;
    if (logitScale !== null) tidy(() => logitScale.assign(minimum(logitScale, HIGHEST_LOGIT_SCALE)));
  }

  dispose(): void {
    this.logitScale?.dispose();
  }
}

function times(loss: Scalar, weight: number): Scalar {
  return weight === 1 ? loss : mul(loss, weight);
}
