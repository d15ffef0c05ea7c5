import { CaptionEncoder, readWordVectors, Vocabulary } from '@rs-sam/text-encoder';
import '@tensorflow/tfjs-backend-cpu';

const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.']);

// With Node: readline.createInterface({ input: createReadStream('glove.6B.300d.txt') })
const lines = ['the 0.1 0.2 0.3', 'runway -0.5 0.25 1'];
const wordVectors = await readWordVectors(lines, vocabulary);
console.log(wordVectors.dimension, wordVectors.missing); // 3 ["on","planes","two"]

const encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, embeddingDim: 3, units: 4 });
encoder.build([null, null]);
encoder.setWordVectors(wordVectors);
