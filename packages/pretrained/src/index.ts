export { readGloveWords } from './read-glove-words';
