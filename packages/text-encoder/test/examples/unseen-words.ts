import { CaptionEncoder, padBatch, Vocabulary } from '@rs-sam/text-encoder';
import { extendVocabulary, parseGloveWords, pretrainedRows } from '@rs-sam/text-encoder/pretrained';
import '@tensorflow/tfjs-backend-cpu';
import { type Tensor, tensor2d } from '@tensorflow/tfjs-core';

const vocabulary = Vocabulary.fromCaptions(['Two planes on the runway.']);
const table = await parseGloveWords(['planes 0.1 0.2', 'runway 0.3 -0.1', 'zeppelin 0.1 0.3'], 'three words');
const encoder = new CaptionEncoder({ vocabularySize: vocabulary.size, embeddingDim: 3, units: 4, pretrainedDim: 2 });
encoder.build([null, null]);
encoder.setPretrainedVectors(pretrainedRows(vocabulary, table).rows);

const captions = ['A zeppelin', 'Two planes'];
const extended = extendVocabulary(vocabulary, captions, { pretrained: table });
console.log(extended.substitutes.map(({ word, by }) => `${word}: ${by}`)); // ["a: unknown","zeppelin: vector"]

const { ids, shape } = padBatch(captions.map((caption) => extended.encode(caption)));
const { words, rows, dimension } = extended.unseen;
const unseen = tensor2d(rows, [words.length, dimension]);
console.log((encoder.call(tensor2d(ids, shape, 'int32'), { unseen }) as Tensor).shape); // [2,4,4]
