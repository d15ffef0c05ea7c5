export { readPretrainedWords } from './read-pretrained-words';
