import type { Direction } from '@rs-sam/core';
import { resolveConfiguration, type TrainingConfiguration } from './configuration';

/** The presets by name. */
export const PRESET_NAMES = ['paper', 'tuned'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

/**
 * A SAM training by name.
 *
 * - `paper`: every printed value. Regions as deep as the CNN gives them (2048), relu, normalised over the regions, sigmoid candidate,
 *   α 9, word vectors of 300, mini-batch SGD at 5e-4, 16 pairs, 120 epochs, margin 0.2, negatives of other classes.
 * - `tuned`: a projection to 512 with l2 norms, Adam at 5e-4, gradient norm 2, negatives of any other image: what trains on a laptop.
 */
export function presetConfiguration(preset: PresetName, direction: Direction): TrainingConfiguration {
  const model = `sam-${direction}`;
  if (preset === 'paper') return resolveConfiguration({ model });
  return resolveConfiguration({
    model,
    options: { projection: 512, normalizeFeatures: true },
    optimizer: 'adam',
    learningRate: 5e-4,
    gradientClip: 2,
    negatives: 'instance',
    epochs: 15,
    decay: { kind: 'cosine', floor: 0.01 },
    augment: true,
  });
}
