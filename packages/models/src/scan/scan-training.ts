import type { PublishedTraining } from '../contract/retrieval-model';

/** The training of SCAN on Flickr30K, which VSE++, PFAN and IMRAM share. */
export const SCAN_TRAINING: PublishedTraining = {
  optimizer: 'adam',
  learningRate: 2e-4,
  batchSize: 128,
  epochs: 30,
  margin: 0.2,
  gradientClip: 2,
  decay: { every: 15, factor: 0.1 },
  negatives: 'instance',
};
