import { memory, tile, zeros } from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { prepareBackend } from '../engine/prepare-backend';
import { guardHeap, HeapFullError } from './guard-heap';
import type { WasmBackend } from './wasm-backend';

it('throws for a tensor that is too large for the heap, and leaves other tensors unchanged', async () => {
  await prepareBackend({ engine: 'wasm' });
  const kept = zeros([1, 1]);
  const before = memory().numTensors;
  for (const [rows, mebibytes] of [
    [2 ** 15, '4096.0'],
    [2 ** 14, '2048.0'],
  ] as const) {
    expect(() => tile(kept, [rows, 2 ** 15])).toThrow(HeapFullError);
    expect(() => tile(kept, [rows, 2 ** 15])).toThrow(`no room for ${mebibytes} MiB more. Use a smaller batch`);
  }
  expect(memory().numTensors).toBe(before);
  expect(Array.from(kept.dataSync())).toEqual([0]);
  kept.dispose();
});

it('throws for a failed allocation, once, and accepts an empty one', () => {
  let calls = 0;
  const wasm = {
    _malloc: (bytes: number) => {
      calls++;
      return bytes > 100 ? 0 : bytes;
    },
    _free: () => {},
  };
  const backend = { wasm } as unknown as WasmBackend;
  guardHeap(backend);
  guardHeap(backend);
  expect([wasm._malloc(0), wasm._malloc(64)]).toEqual([0, 64]);
  expect(() => wasm._malloc(101)).toThrow(HeapFullError);
  // One call of the guard, and three of the test.
  expect(calls).toBe(4);
});
