import { existsSync } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@rs-sam/foundation/files';
import { readSafetensors } from '@rs-sam/foundation/formats';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { loadPretrained as loadFromServer } from './load-pretrained';
import { PRETRAINED_MODELS, UnknownPretrainedModelError } from './model-names';
import { loadPretrained, pretrainedFolder } from './node/load-pretrained';

beforeAll(() => prepareBackend({ engine: 'wasm' }));

const root = fileURLToPath(new URL('..', import.meta.url));

it('names the models that are in the package, each with a card', async () => {
  expect((await readdir(join(root, 'models'))).sort()).toEqual([...PRETRAINED_MODELS].sort());
  expect(PRETRAINED_MODELS.filter((name) => !existsSync(join(root, 'cards', `${name}.md`)))).toEqual([]);
});

it.each(PRETRAINED_MODELS)('loads %s, of at most 10 MB, for regions of two layers of ResNet-50', async (name) => {
  const { model, vocabulary, manifest, configuration, words } = await loadPretrained(name);
  onTestFinished(() => model.dispose());
  const folder = pretrainedFolder(name);
  const sizes = await Promise.all((await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size));
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10e6);
  expect(manifest.features).toMatchObject({
    ...{ backbone: 'resnet-50', layer: 'conv5_block3_out+conv4_block6_out', grid: [4, 4], depth: 3072 },
  });
  expect(configuration).toMatchObject({ ema: 0.998, pretrainedWords: 'glove' });
  // No folder of the machine that trained it.
  expect(JSON.stringify([manifest, configuration])).not.toMatch(/"\/|[A-Z]:\\\\/);
  expect(vocabulary.words).toContain('airplanes');
  expect(words.vectorOf('jets')).toBeDefined();
});

it.each(PRETRAINED_MODELS)('%s has a shortlist head that was fitted to its weights', async (name) => {
  const folder = pretrainedFolder(name);
  const head = readSafetensors(await readFile(join(folder, 'shortlist.safetensors')), name);
  expect(head.metadata.weights).toBe(sha256(await readFile(join(folder, 'weights.safetensors'))));
});

it('loads the same weights from a server', async () => {
  const name = 'ucm-t2i';
  const server = createServer(async (request, response) => {
    const file = join(root, (request.url ?? '').replace(/^\//, ''));
    response.writeHead(existsSync(file) ? 200 : 404).end(existsSync(file) ? await readFile(file) : '');
  }).listen(0);
  onTestFinished(() => void server.close());
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const from = { models: `${url}/models`, words: `${url}/words/glove-100d-80k.words` };
  const [fetched, read] = [await loadFromServer(name, from), await loadPretrained(name)];
  onTestFinished(() => {
    fetched.model.dispose();
    read.model.dispose();
  });
  const [one, other] = [fetched, read].map(({ model }) =>
    model.weights.map(({ name: weight, variable }) => [weight, sha256(Buffer.from(variable.dataSync().buffer))]),
  );
  expect(one).toEqual(other);
});

it('lists the models for another name', async () => {
  await expect(loadPretrained('sydney-t2i' as never)).rejects.toThrow(UnknownPretrainedModelError);
  await expect(loadPretrained('../ucm-t2i' as never)).rejects.toThrow(
    'The models are rsicd-ucm-t2i, rsicd-t2i, ucm-t2i.',
  );
});
