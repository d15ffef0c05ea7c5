// A page loads a model of the package from your server, to which its folders `models` and `words` were copied; here they are served as they are.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { loadPretrained, readGloveWords } from '@rs-sam/pretrained';
import { pretrainedFolder } from '@rs-sam/pretrained/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

const root = dirname(dirname(pretrainedFolder('ucm-t2i')));
const server = createServer(async ({ url = '' }, answer) => {
  const content = await readFile(`${root}${url}`).catch(() => undefined);
  answer.writeHead(content === undefined ? 404 : 200, { connection: 'close' }).end(content);
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

await prepareBackend({ engine: 'wasm' });
const words = `${address}/words/glove-100d-80k.words`;
const pretrained = await loadPretrained('ucm-t2i', { models: `${address}/models`, words });
console.log(pretrained.model.name, pretrained.manifest.features.depth); // sam-t2i 3072
console.log((await readGloveWords(words)).words.length === pretrained.words.words.length); // true
pretrained.model.dispose();
server.closeAllConnections();
server.close();
