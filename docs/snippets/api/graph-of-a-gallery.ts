// Millions of images: graphs beside a gallery replace the comparison of all vectors.
import { cp } from 'node:fs/promises';
import { loadSearcher } from '@rs-sam/search';
import { buildUsearch, folderGallery } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
await cp('gallery', 'with-graphs', { recursive: true });
const { graphs } = await buildUsearch({ gallery: 'with-graphs' });
console.log(graphs.product.recall >= 0.995, graphs.cosine.recall >= 0.995); // true true

const text = 'white boats on a river with a grey bridge';
const bestOf = async (folder: string) => {
  const searcher = await loadSearcher(folderGallery(folder));
  const { results } = await searcher.byText({ text, fits: null });
  await searcher.close();
  return results[0]?.item.id;
};
console.log((await bestOf('with-graphs')) === (await bestOf('gallery'))); // true
