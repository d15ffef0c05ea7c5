import { loadSearcher } from '@rs-sam/search';
import { folderGallery, indexImages } from '@rs-sam/search/node';
import { parseRegion, resultFeatures } from '@rs-sam/search/scene';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const done = await indexImages({
  ...{ images: [{ name: 'delta.tif', file: 'scenes/delta.tif' }], root: 'scenes' },
  ...{ checkpoint: 'runs/first/best', out: 'delta', windows: { size: 64, overlap: 0.5, bands: [3, 2, 1] } },
});
console.log(done.items, done.empty); // 15 10

const searcher = await loadSearcher(folderGallery('delta'));
const east = [
  [9.006, 51.9],
  [9.1, 51.9],
  [9.1, 52.1],
  [9.006, 52.1],
  [9.006, 51.9],
];
const region = parseRegion({ type: 'Polygon', coordinates: [east] }, 0.5);
const page = await searcher.byText({ text: 'many boats in the blue harbour', region, fits: null });
const { features } = resultFeatures(page.results, searcher.gallery.scenes);
console.log(page.matching, features[0]?.geometry?.type); // 10 Polygon
await searcher.close();
