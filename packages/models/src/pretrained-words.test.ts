import { InvalidOptionError, tripletLoss } from '@rs-sam/core';
import { padBatch, Vocabulary } from '@rs-sam/text-encoder';
import { pretrainedRows, wordTable } from '@rs-sam/text-encoder/pretrained';
import { memory, slice, type Tensor2D, type Tensor3D, tensor2d, tidy, train } from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectClose } from '../test/close';
import { useEngine } from '../test/engines';
import { randomTensor } from '../test/random-tensor';
import { captionReader } from './checkpoint/caption-reader';
import { savedWeights } from './checkpoint/saved-weights';
import type { EncodeOptions, RetrievalModel } from './contract/retrieval-model';
import { modelDefinitions } from './registry';

const vocabulary = Vocabulary.fromCaptions(['two planes on the runway', 'a boat']);
const words = ['planes', 'runway', 'boat', 'zeppelin', 'quay'];
const table = wordTable({ source: 'a test', dimension: 3, words }, (index) =>
  Float32Array.of(Math.cos(index), Math.sin(index), 0.5),
);
const inputs = { vocabularySize: vocabulary.size, pretrainedDim: 3, regionDepth: 6, regionCount: 4, seed: 3 };
const regions = () => randomTensor<Tensor3D>([3, 4, 6], 1);
const captions = ['two planes on the runway', 'a zeppelin', 'a boat at the quay'];

function created(definition: (typeof modelDefinitions)[number], options: object = {}): RetrievalModel {
  const size = definition.name.startsWith('sam-') ? { projection: 8 } : { dim: 8 };
  const dropout = definition.name === 'mtfn' ? { dropout: 0 } : {};
  const model = definition.create({ embeddingDim: 4, ...size, ...dropout, ...options }, inputs);
  const { rows } = pretrainedRows(vocabulary, table);
  tidy(() => model.pretrained?.variable.assign(tensor2d(rows, [vocabulary.size, 3])));
  return model;
}

/** The scores of the images with captions; words that are not in the vocabulary have their pretrained vectors. */
function scores(model: RetrievalModel, texts: readonly string[], options: EncodeOptions = {}): Tensor2D {
  const { encode, unseen } = captionReader({ model, vocabulary }, captions, table);
  const { ids, shape } = padBatch(texts.map((text) => encode(text)));
  const encoded = model.encodeTexts(tensor2d(ids, shape, 'int32'), { unseen, ...options });
  return model.score(model.encodeImages(regions()), encoded);
}

describe.each(modelDefinitions)('$name with pretrained words', (definition) => {
  beforeAll(() => useEngine('wasm'));

  it('has the frozen vectors beside its weights, and disposes them', () => {
    const before = memory().numTensors;
    const model = created(definition);
    expect(model.pretrained?.name).toBe('text/pretrained/vectors');
    expect(model.weights.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['text/embeddings', 'text/pretrained/kernel', 'text/pretrained/bias']),
    );
    expect(savedWeights(model)).toEqual([...model.weights, model.pretrained]);
    model.dispose();
    expect(memory().numTensors).toBe(before);
    const plain = definition.create(definition.name.startsWith('sam-') ? { projection: 8 } : { dim: 8 }, {
      ...inputs,
      pretrainedDim: undefined,
    });
    expect(plain.pretrained).toBeUndefined();
    expect(savedWeights(plain)).toBe(plain.weights);
    plain.dispose();
  });

  it('trains the map and the learned vectors, and leaves the frozen ones as they are', () => {
    const model = created(definition);
    const frozen = model.pretrained?.variable.dataSync().slice();
    const optimizer = train.adam(5e-3);
    const variables = model.weights.map(({ variable }) => variable);
    const step = (dropoutSeed: number) =>
      optimizer.minimize(() => tripletLoss(scores(model, captions, { dropoutSeed }), { margin: 1 }), false, variables);
    const before = model.weights.map(({ variable }) => variable.dataSync().slice());
    for (let seed = 0; seed < 3; seed++) step(seed);
    expect(model.pretrained?.variable.dataSync()).toEqual(frozen);
    model.weights.forEach(({ name, variable }, i) => {
      if (name.startsWith('text/')) expect(variable.dataSync(), name).not.toEqual(before[i]);
    });
    model.dispose();
    optimizer.dispose();
  });

  it('reads words that are not in the vocabulary, alone as in a batch', () => {
    const model = created(definition);
    tidy(() => {
      const all = scores(model, captions);
      captions.forEach((caption, i) => {
        expectClose(scores(model, [caption]), slice(all, [0, i], [3, 1]));
      });
      const [zeppelin, unknown] = [scores(model, ['a zeppelin']), scores(model, ['a zyzzyva'])];
      expect([...zeppelin.dataSync()]).not.toEqual([...unknown.dataSync()]);
    });
    model.dispose();
  });

  it('drops learned vectors in training only, the same for the same seed', () => {
    const model = created(definition, { wordVectorDropout: 0.5 });
    const embeddings = model.weights.find(({ name }) => name === 'text/embeddings')?.variable;
    tidy(() => embeddings?.assign(randomTensor([vocabulary.size, 4], 5)));
    const of = (dropoutSeed?: number) => tidy(() => [...scores(model, captions, { dropoutSeed }).dataSync()]);
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    expect(of()).toEqual(of());
    expect(of(1)).not.toEqual(of());
    model.dispose();
  });
});

describe('captionReader', () => {
  beforeAll(() => useEngine('wasm'));
  const definition = modelDefinitions[0] as (typeof modelDefinitions)[number];

  it('gives every unseen word <unk> without a table, and for a model without pretrained vectors', () => {
    const model = created(definition);
    const expected = vocabulary.encode('a zeppelin');
    expect(captionReader({ model, vocabulary }, ['a zeppelin']).encode('a zeppelin')).toEqual(expected);
    const plain = { ...model, pretrained: undefined } as RetrievalModel;
    expect(captionReader({ model: plain, vocabulary }, ['a zeppelin'], table).encode('a zeppelin')).toEqual(expected);
    model.dispose();
  });

  it('refuses a table of other vectors', () => {
    const model = created(definition);
    const other = wordTable({ source: 'another', dimension: 3, words }, (index) =>
      Float32Array.of(Math.sin(index), 0.5, Math.cos(index)),
    );
    const read = (given: typeof table) => () => captionReader({ model, vocabulary }, captions, given);
    expect(read(other)).toThrow(InvalidOptionError);
    expect(read(other)).toThrow(
      'The option pretrained is "another"; it must be the table that the model was trained with',
    );
    const wider = wordTable({ source: 'wider', dimension: 4, words }, () => Float32Array.of(1, 2, 3, 4));
    expect(read(wider)).toThrow('the vectors of the model have 3 numbers, and those of the table 4');
    const none = wordTable({ source: 'none', dimension: 3, words: ['x'] }, () => Float32Array.of(1, 2, 3));
    expect(read(none)).toThrow('the table has no word of the vocabulary');
    model.dispose();
  });
});
