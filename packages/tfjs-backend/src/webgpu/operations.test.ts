import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { setBackend } from '@tensorflow/tfjs-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { differenceOf, engineOperations, resultsOf } from '../../test/engine-operations';
import { webgpuHere } from '../../test/webgpu';
import { prepareBackend } from '../engine/prepare-backend';

const found = await webgpuHere();
const expected = new Map<string, Float32Array[]>();

beforeAll(async () => {
  if (!found.here) return;
  await setBackend('cpu');
  for (const [name, run] of Object.entries(engineOperations)) expected.set(name, resultsOf(run));
  await prepareBackend({ engine: 'webgpu' });
}, 120_000);

beforeEach(({ skip }) => skip(!found.here, found.reason));

describe('webgpu computes what tfjs computes in JavaScript', () => {
  it.each(Object.entries(engineOperations))('%s', (name, run) => {
    expect(differenceOf(resultsOf(run), expected.get(name) as Float32Array[])).toBeLessThan(2e-5);
  });
});
