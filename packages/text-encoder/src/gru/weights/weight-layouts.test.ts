import { type Tensor1D, type Tensor2D, tidy, zeros } from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { useEngine } from '../../../test/engines';
import { gruWeightsFromKeras } from './from-keras';
import { gruWeightsFromTorch } from './from-torch';

const matrix = (rows: number, columns: number) => zeros([rows, columns]) as Tensor2D;
const vector = (size: number) => zeros([size]) as Tensor1D;

beforeAll(() => useEngine('cpu'));

// 3 numbers in a word, 2 units: 6 numbers for three gates.
const keras = () => ({ kernel: matrix(3, 6), recurrentKernel: matrix(2, 6), bias: matrix(2, 6) });
const torch = () => ({ weightIh: matrix(6, 3), weightHh: matrix(6, 2), biasIh: vector(6), biasHh: vector(6) });

it.each([
  ['recurrentKernel', () => matrix(2, 8)],
  ['kernel', () => matrix(6, 3)],
  ['bias', () => vector(4)],
  ['bias', () => matrix(3, 6)],
] as const)('weights of Keras with another %s are refused', (name, wrong) => {
  tidy(() => {
    gruWeightsFromKeras(keras());
    expect(() => gruWeightsFromKeras({ ...keras(), [name]: wrong() })).toThrow(`${name} has the shape`);
  });
});

it.each([
  ['weightHh', () => matrix(2, 6)],
  ['weightIh', () => matrix(3, 6)],
  ['biasIh', () => vector(2)],
  ['biasHh', () => vector(2)],
] as const)('weights of PyTorch with another %s are refused', (name, wrong) => {
  tidy(() => {
    gruWeightsFromTorch(torch());
    expect(() => gruWeightsFromTorch({ ...torch(), [name]: wrong() })).toThrow(`${name} has the shape`);
  });
});
