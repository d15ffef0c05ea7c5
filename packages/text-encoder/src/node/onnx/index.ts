// Words of a text network of your own in an ONNX file.
export { InvalidOptionError, MissingPackageError, RsSamError } from '@rs-sam/foundation/errors';
export { OnnxModelError } from '@rs-sam/foundation/onnx';
export type { CaptionTokens } from '../../tokens/caption-tokens';
export type { ReadTokensOptions, TextNetwork, TextNetworkRecord } from '../../tokens/text-network';
export { openTextNetwork, type TextNetworkOptions } from './open-text-network';
export { textNetworkFile } from './text-network-file';
export type { TextRole, TextSettings } from './text-settings';
