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

// A searcher of parts of your own: here of the gallery, with the model and the head that came with it.
const gallery = await openGallery(folderGallery('gallery'));
const own = createSearcher({ gallery, checkpoint: searcher.checkpoint, head: searcher.head });
console.log((await own.byText({ text, fits: null })).results[0]?.item.id === best?.item.id); // true
await searcher.close();
await gallery.close();

// An engine finds candidates by their vectors; this one compares all.
const engine = flatEngine(Float32Array.of(1, 0, 0, 1, 0.6, 0.8), 2);
const query = { vector: Float32Array.of(0, 1), count: 2, measure: 'product', allowed: null } as const;
console.log([...(await engine.nearest(query)).indices]); // [1,2]
