import { captionReader, loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { padBatch } from '@rs-sam/text-encoder';
import { wordTable } from '@rs-sam/text-encoder/pretrained';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { tensor2d } from '@tensorflow/tfjs-core';

await prepareBackend();
const { model, vocabulary } = await loadCheckpoint(folderSource('packages/models/test/checkpoint'));
// readGloveWords() of @rs-sam/pretrained is the table of models that were trained with "glove".
const table = wordTable({ source: 'an example', dimension: 1, words: ['zeppelin'] }, () => Float32Array.of(1));

const captions = ['two planes', 'a zeppelin'];
const reader = captionReader({ model, vocabulary }, captions, table);
console.log(reader.substitutes); // [{"word":"a","by":"unknown","read":["<unk>"]},{"word":"zeppelin","by":"unknown","read":["<unk>"]}]

const { ids, shape } = padBatch(captions.map((caption) => reader.encode(caption)));
const texts = model.encodeTexts(tensor2d(ids, shape, 'int32'), { unseen: reader.unseen });
console.log(texts.words?.shape); // [2,4,8]
model.dispose();
