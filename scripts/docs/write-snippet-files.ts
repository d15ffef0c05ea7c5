import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeSyntheticDataset } from '@rs-sam/datasets/node';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { npyHeader } from '@rs-sam/foundation/formats';
import { onnxMessage } from '@rs-sam/foundation/onnx';
import { writeWeights } from '@rs-sam/vision-features/node/weights';
import sharp from 'sharp';
import { writeTinyRun } from '../../packages/evaluation/test/tiny-run';
import { delta } from '../../packages/search/test/scene/delta-page';
import { writeTiff } from '../../packages/search/test/scene/write-tiff';
import { SIFT, writeCheckpoint } from '../../packages/search/test/write-checkpoint';
import { textNetwork, textSettings, tokenizerJson } from '../../packages/text-encoder/test/small-text-network';
import { cutNetwork } from '../../packages/vision-features/src/backbones/cut-network';
import { backboneDefinitions } from '../../packages/vision-features/src/backbones/definitions';
import { randomWeights } from '../../packages/vision-features/test/random-weights';
import { plain, tokenNetwork } from '../../packages/vision-features/test/small-onnx';

/** Writes what the programs of `docs/snippets` read into the current folder. */
export async function writeSnippetFiles(): Promise<void> {
  await writeScores('scores.npy');
  for (const name of ['drawn', 'sheets', 'networks', 'rasters']) await mkdir(name);
  await cp(new URL('../../docs/demo/gallery', import.meta.url), 'gallery', { recursive: true });
  await writeSyntheticDataset('scenes', { images: 12, seed: 1 });
  await writeTiff('rasters/delta.tif', [delta]);
  await writeNetwork('words.onnx', onnxMessage(textNetwork()), textSettings);
  await writeFile('networks/tokenizer.json', JSON.stringify(tokenizerJson));
  await writeNetwork('patches.onnx', onnxMessage(tokenNetwork()), { ...plain, output: 'tokens', dropTokens: 1 });
  const { network, layer } = backboneDefinitions['resnet-50'];
  await writeWeights('networks/resnet-50', randomWeights(cutNetwork(network, layer)));

  const { dataset, features, engine } = await writeTinyRun();
  const checkpoint = 'runs/first/best';
  await drawGrey(dataset.images.map(({ file }) => join('mine', file)));
  await evaluateCheckpoint({ checkpoint, dataset, features, folder: 'results/shown', engine, examples: {} });
  await writeCheckpoint('runs/sift/best', { features: SIFT });
  await writeCheckpoint('runs/by-tokens/best', { textNetwork: 'networks/words.onnx' });
}

/** 4 images and 20 captions: each image has the highest scores with its own five. */
async function writeScores(file: string): Promise<void> {
  const [images, captions] = [4, 20];
  const scores = Float32Array.from({ length: images * captions }, (_, at) =>
    Math.floor((at % captions) / 5) === Math.floor(at / captions) ? 1 : 0,
  );
  await writeFile(file, Buffer.concat([npyHeader('<f4', [images, captions]), new Uint8Array(scores.buffer)]));
}

async function writeNetwork(name: string, bytes: Uint8Array, settings: object): Promise<void> {
  await writeFile(join('networks', name), bytes);
  await writeFile(join('networks', `${name}.json`), JSON.stringify(settings));
}

async function drawGrey(files: readonly string[]): Promise<void> {
  await mkdir(dirname(files[0] as string), { recursive: true });
  const grey = sharp({ create: { width: 16, height: 16, channels: 3, background: 'grey' } });
  for (const file of files) await grey.clone().png().toFile(file);
}
