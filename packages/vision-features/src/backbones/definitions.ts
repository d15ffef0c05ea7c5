import { inceptionV3 } from './inception-v3';
import type { Network } from './network';
import { inceptionPreprocessing, type Preprocessing, resNetPreprocessing } from './preprocessing';
import { resNet, resNet50Stages, resNet152Stages } from './res-net';

/** The networks that regions come from. */
export type BackboneName = 'inception-v3' | 'resnet-50' | 'resnet-152';

/** All that belongs to one backbone. */
export interface BackboneDefinition {
  readonly network: Network;
  readonly preprocessing: Preprocessing;
  /** Where it is cut for regions: the last map. */
  readonly layer: string;
  /** Rows and columns of the images whose last map is 8 × 8. */
  readonly inputSize: number;
}

/** The backbones by name. */
export const backboneDefinitions: Readonly<Record<BackboneName, BackboneDefinition>> = {
  'inception-v3': {
    network: inceptionV3(),
    preprocessing: inceptionPreprocessing,
    layer: 'mixed10',
    inputSize: 299,
  },
  'resnet-50': {
    network: resNet(resNet50Stages),
    preprocessing: resNetPreprocessing,
    layer: 'conv5_block3_out',
    inputSize: 256,
  },
  'resnet-152': {
    network: resNet(resNet152Stages),
    preprocessing: resNetPreprocessing,
    layer: 'conv5_block3_out',
    inputSize: 256,
  },
};

/** Their names. */
export const backboneNames = Object.keys(backboneDefinitions) as readonly BackboneName[];
