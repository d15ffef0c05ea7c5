import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealJson, sha256 } from '@rs-sam/foundation/files';
import { writeSafetensors } from '@rs-sam/foundation/formats';
import { modelDefinition } from '@rs-sam/models';
import { Vocabulary } from '@rs-sam/text-encoder';
import { openTextNetwork } from '@rs-sam/text-encoder/node/onnx';
import { type PretrainedWords, pretrainedRows } from '@rs-sam/text-encoder/pretrained';
import { tensor2d, tidy } from '@tensorflow/tfjs-core';
import { formatHead, HEAD_FILE } from '../src/shortlist/shortlist-head';

/** Sentences whose words the model of the tests knows. */
export const CAPTIONS = [
  'a red field near the river',
  'many boats in the blue harbour',
  'a green forest beside a road',
  'white planes at the airport',
  'a dark sea and a bright beach',
];

/** Features that need no weights. */
export const SIFT = {
  ...{ backbone: 'sift', layer: 'patch32', inputSize: 256, grid: [8, 8], regions: 64, depth: 128 },
  preprocessing: 'grey (BT.601), blurred to 1/12 of the patch of 32 pixels',
};

/** Options of {@link writeCheckpoint}. */
export interface CheckpointOptions {
  /** Default: `sam-t2i`. */
  readonly model?: string;
  readonly seed?: number;
  /** Default: those of the extractor of the tests. */
  readonly features?: Readonly<Record<string, unknown>>;
  /** Pretrained vectors beside the learned ones. Default: none. */
  readonly pretrained?: PretrainedWords;
  /** The path of a text network, in place of words of the vocabulary. Default: none. */
  readonly textNetwork?: string;
}

/** A checkpoint with initial weights for the features of `test/colour-extractor.ts`. */
export async function writeCheckpoint(
  folder: string,
  { model = 'sam-t2i', seed = 1, features = {}, pretrained, textNetwork }: CheckpointOptions = {},
) {
  const vocabulary = Vocabulary.fromCaptions(CAPTIONS);
  const text = textNetwork === undefined ? undefined : await openTextNetwork(textNetwork);
  const identity = {
    ...{ dataset: 'tiny', backbone: 'colours', layer: 'quarters', weights: null, preprocessing: 'none' },
    ...{ inputSize: 4, resizeFirst: null, dtype: 'float16', views: ['identity'], grid: [2, 2], regions: 4, depth: 6 },
    ...{ content: '0'.repeat(64), ...features },
  };
  const { regions: regionCount, depth: regionDepth } = identity;
  const inputs = {
    vocabularySize: vocabulary.size,
    regionDepth,
    regionCount,
    seed,
    ...(pretrained && { pretrainedDim: pretrained.dimension }),
    ...(text && { tokenDim: text.dimension }),
  };
  const sam = { projection: 8, embeddingDim: 5, normalizeFeatures: true };
  const options = model.startsWith('sam') ? sam : { dim: 8, embeddingDim: 5 };
  const created = modelDefinition(model).create(options, inputs);
  if (pretrained !== undefined) {
    const { rows } = pretrainedRows(vocabulary, pretrained);
    tidy(() => created.pretrained?.variable.assign(tensor2d(rows, [vocabulary.size, pretrained.dimension])));
  }
  const tensors = Object.fromEntries(
    [...created.weights, ...(created.pretrained ? [created.pretrained] : [])].map(({ name, variable }) => [
      name,
      { shape: variable.shape, data: variable.dataSync<'float32'>().slice() },
    ]),
  );
  created.dispose();
  await text?.dispose();
  const files: Record<string, Uint8Array | string> = {
    'configuration.json': JSON.stringify({ model, options, ...(text && { textNetwork: `onnx:${textNetwork}` }) }),
    'vocabulary.json': JSON.stringify(vocabulary),
    'weights.safetensors': writeSafetensors(tensors),
  };
  const manifest = {
    ...{ format: 'rs-sam-checkpoint', version: 2, model, inputs },
    features: identity,
    ...{ splitHash: '0'.repeat(64), captions: '0'.repeat(64), wordVectors: null, engine: 'cpu', epoch: 1, step: 1 },
    ...(text && { textNetwork: text.record }),
    validation: null,
    files: Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        { bytes: Buffer.byteLength(content), sha256: sha256(content) },
      ]),
    ),
  };
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  await writeFile(join(folder, 'manifest.json'), sealJson(`${JSON.stringify(manifest, null, 1)}\n`));
}

/** A head without projections. */
export async function writeHead(checkpoint: string): Promise<void> {
  const weights = sha256(await readFile(join(checkpoint, 'weights.safetensors')));
  await writeFile(
    join(checkpoint, HEAD_FILE),
    await formatHead({ weights, projections: null, mean: 0.01, deviation: 0.05 }),
  );
}
