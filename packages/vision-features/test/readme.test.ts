import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import { testReadmeExamples } from '../../../scripts/readme-examples';
import { cutNetwork } from '../src/backbones/cut-network';
import { backboneDefinitions } from '../src/backbones/definitions';
import { importWeights } from '../src/node/weights/import-weights';
import { writeTfjsModel } from './write-tfjs-model';

// The examples find weights in the user's folder, of the right shapes and without the download.
let cache: string;
beforeAll(async () => {
  cache = await mkdtemp(join(tmpdir(), 'readme-cache-'));
  vi.stubEnv('XDG_CACHE_HOME', cache);
  const { network, layer } = backboneDefinitions['resnet-50'];
  await writeTfjsModel(join(cache, 'model'), cutNetwork(network, layer));
  await importWeights(join(cache, 'model'));
}, 60_000);
afterAll(() => rm(cache, { recursive: true }));

testReadmeExamples(import.meta.url);
