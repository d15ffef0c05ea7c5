export { type LoadPretrainedOptions, loadPretrained } from './load-pretrained';
export { PRETRAINED_MODELS, type PretrainedModelName, UnknownPretrainedModelError } from './model-names';
export type { PretrainedModel } from './pretrained-model';
export { readGloveWords } from './read-glove-words';
