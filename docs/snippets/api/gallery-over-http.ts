// A gallery on a server of static files, searched in a browser; here the server is of this program.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadSearcher, urlGallery } from '@rs-sam/search';
import { prepareBackend } from '@rs-sam/tfjs-backend';

const server = createServer(async ({ url = '' }, answer) => {
  const content = await readFile(`.${url}`).catch(() => undefined);
  answer.writeHead(content === undefined ? 404 : 200, { connection: 'close' }).end(content);
});
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const { port } = server.address() as AddressInfo;

await prepareBackend({ engine: 'wasm' });
const searcher = await loadSearcher(urlGallery(`http://127.0.0.1:${port}/gallery/`));
const { matching, results } = await searcher.byText({ text: 'white boats on a river with a grey bridge', fits: null });
console.log(matching, results[0]?.item.metadata.class); // 72 bridge
await searcher.close();
server.closeAllConnections();
server.close();
