import type { Direction } from '@rs-sam/core';
import { resolveConfiguration } from './configuration';
import type { TrainingConfiguration } from './training-configuration';

/** The names of the presets. */
export const PRESET_NAMES = ['paper', 'tuned', 'best'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/**
 * A SAM training by name.
 *
 * - `paper`: every printed value. Regions as deep as the CNN gives them (2048), relu, normalised over the regions, sigmoid candidate,
 *   α 9, word vectors of 300, mini-batch SGD at 5e-4, 16 pairs, 120 epochs, margin 0.2, negatives of other classes.
 * - `tuned`: the best result measured on UCM's validation part, at a size that trains on a laptop. A projection to 256 with l2 norms,
 * negative
 *   similarities kept at a tenth and normalised over the words as in SCAN's code, a tanh candidate; 32 pairs, Adam at 5e-4 with 100
 *   steps of warm-up and a cosine decay over 6 epochs, gradient norm 2, negatives of any other image and of other
 *   classes, rotated and mirrored views.
 *   For the attention as printed in the paper, at the small budget, see Table II of `docs/results/ucm.md`.
 * - `best`: `tuned` with averaged weights (decay 0.998) and GloVe's vectors beside the learned ones. For regions of two layers of a network,
 *   `conv5+conv4`, as the models of `@rs-sam/pretrained` have them.
 */
export function presetConfiguration(preset: PresetName, direction: Direction): TrainingConfiguration {
  const model = `sam-${direction}`;
  if (preset === 'paper') return resolveConfiguration({ model });
  return resolveConfiguration({
    ...(preset === 'best' && { ema: 0.998, pretrainedWords: 'glove' }),
    model,
    options: {
      projection: 256,
      normalizeFeatures: true,
      clip: 'leaky',
      candidate: 'tanh',
      ...(direction === 't2i' && { normalizeOver: 'words' }),
    },
    optimizer: 'adam',
    learningRate: 5e-4,
    warmUpSteps: 100,
    gradientClip: 2,
    negatives: 'instance+class',
    batchSize: 32,
    epochs: 6,
    decay: { kind: 'cosine', floor: 0.01 },
    augment: true,
  });
}
