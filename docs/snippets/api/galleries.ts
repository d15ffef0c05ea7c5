import { createSearcher, loadSearcher, openGallery, openGalleryItems } from '@rs-sam/search';
import { flatEngine } from '@rs-sam/search/engine';
import { folderGallery } from '@rs-sam/search/node';
import { meanMap, renderHeatMap, standOutBoxes, wordMaps } from '@rs-sam/search/where';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const items = await openGalleryItems(folderGallery('gallery')); // names and metadata, no model
console.log(items.size); // 72
await items.close();

const searcher = await loadSearcher(folderGallery('gallery'));
const text = 'white boats on a river with a grey bridge';
const [best] = (await searcher.byText({ text, fits: null })).results;
console.log(best?.item.metadata.class); // bridge

// Where the words look in the best one, over its 4 × 4 regions.
const stored = await searcher.gallery.encodings([best?.key ?? 0]);
const maps = await wordMaps(searcher.checkpoint, stored, text);
if (maps) {
  const size = { width: 256, height: 256 };
  const map = meanMap(maps);
  console.log(map.length, renderHeatMap(map, maps.grid, size).slice(0, 4), standOutBoxes(map, maps.grid).length > 0); // 16 <svg true
}
await searcher.close();

// A searcher of parts of your own: another gallery, or an engine that finds candidates. This one compares all vectors.
const engine = flatEngine(Float32Array.of(1, 0, 0, 1), 2);
const gallery = await openGallery(folderGallery('gallery'));
console.log(typeof createSearcher, typeof engine.nearest, gallery.size); // function function 72
await gallery.close();
