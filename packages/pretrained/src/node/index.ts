export { PRETRAINED_MODELS, type PretrainedModelName, UnknownPretrainedModelError } from '../model-names';
export type { PretrainedModel } from '../pretrained-model';
export { GLOVE_WORDS, gloveWordsFile, readGloveWords } from './glove-words';
export { loadPretrained, pretrainedFolder } from './load-pretrained';
export { readWordTable, tableForQueries } from './word-tables';
