import { CheckpointError, type ModelFiles } from '@rs-sam/models';
import { Vocabulary } from '@rs-sam/text-encoder';
import { tensor, variable } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import { copyWeights } from './copy-weights';

beforeAll(useWasm);

const vocabulary = Vocabulary.fromCaptions(['a']);
const weight = (name: string, shape: number[], value: number) => ({
  name,
  variable: variable(tensor(new Float32Array(shape.reduce((a, b) => a * b)).fill(value), shape)),
});
const filesWith = (tensors: ModelFiles['tensors']) =>
  ({ tensors, vocabulary, weightsFile: 'a/weights.safetensors' }) as ModelFiles;
const stored = (...shape: number[]) => ({
  shape,
  data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i),
});

it('copies by name, and by row where a weight has a row for each word', () => {
  const weights = [weight('kernel', [2, 3], -1), weight('embeddings', [7, 2], -1)];
  copyWeights(weights, filesWith({ embeddings: stored(5, 2), kernel: stored(2, 3) }), 7);
  expect([...(weights[0]?.variable.dataSync() ?? [])]).toEqual([0, 1, 2, 3, 4, 5]);
  expect([...(weights[1]?.variable.dataSync() ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, -1, -1, -1, -1]);
});

it.each([
  ['another depth of a row', { embeddings: stored(5, 3) }, 'holds embeddings as [5,3], and the model has [7,2]'],
  ['rows that are not words', { embeddings: stored(6, 2) }, 'holds embeddings as [6,2], and the model has [7,2]'],
  ['another name', { vectors: stored(5, 2) }, 'holds vectors, which the model does not have'],
  ['a missing weight', {}, 'lacks embeddings'],
])('refuses %s', (_, tensors, problem) => {
  const copy = () => copyWeights([weight('embeddings', [7, 2], 0)], filesWith(tensors as ModelFiles['tensors']), 7);
  expect(copy).toThrow(CheckpointError);
  expect(copy).toThrow(`a/weights.safetensors: ${problem}`);
});
