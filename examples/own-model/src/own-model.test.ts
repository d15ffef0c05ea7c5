import '@tensorflow/tfjs-backend-cpu';
import '@rs-sam/tfjs-backend/file-system';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setBackend } from '@tensorflow/tfjs-core';
import { expect, it, onTestFinished } from 'vitest';
import { trainSaveLoad } from './train-save-load';

it('learns which caption describes an image, and predicts the same after saving and loading', {
  timeout: 120_000,
}, async () => {
  await setBackend('cpu');
  const temporary = mkdtempSync(join(tmpdir(), 'own-model-'));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const folder = pathToFileURL(temporary).href;
  const { losses, labels, trained, loaded } = await trainSaveLoad(folder, `${folder}/model.json`);
  expect(losses.at(-1)).toBeLessThan(0.5 * (losses[0] as number));
  const matching = trained.filter((_, pair) => labels[pair] === 1);
  const others = trained.filter((_, pair) => labels[pair] === 0);
  expect(Math.min(...matching)).toBeGreaterThan(Math.max(...others));
  expect(loaded).toEqual(trained);
});
