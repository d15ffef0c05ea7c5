// Only type-checked, against the packed declarations, as a user's program would be.
import {
  type Direction,
  type GateWeights,
  InvalidOptionError,
  SemanticAlignment,
  scoreAllPairs,
  tripletLoss,
} from '@rs-sam/core';
import { type BackendReport, type EngineName, engineNames, prepareBackend } from '@rs-sam/tfjs-backend';
import type { Scalar, Tensor, Tensor2D, Tensor3D } from '@tensorflow/tfjs-core';
import type { layers } from '@tensorflow/tfjs-layers';

/** The public calls with their documented types. */
export async function trainOnce(regions: Tensor3D, words: Tensor3D, weights: GateWeights): Promise<Scalar> {
  const names: readonly EngineName[] = engineNames;
  const report: BackendReport = await prepareBackend({ engine: names[0] });
  const summary: string = report.summary;
  const direction: Direction = 'i2t';
  const scores: Tensor2D = scoreAllPairs({ regions, words, weights }, { direction, alpha: 9 });
  const layer: layers.Layer = new SemanticAlignment({ direction });
  const paired: Tensor = layer.apply([regions, words]) as Tensor;
  if (paired.rank !== 2) throw new InvalidOptionError('summary', summary, 'something else');
  return tripletLoss(scores, { margin: 0.2 });
}

// @ts-expect-error: not a direction. Without the declarations everything would be `any`, and this would not be an error.
const _wrong: Direction = 'sideways';
