export { GLOVE_WORDS, gloveWordsFile, readGloveWords } from './glove-words';
