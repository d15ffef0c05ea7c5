// Regions of a new image, as the model's own images were read: a query by image.
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { loadSearcher } from '@rs-sam/search';
import { folderGallery, indexImages, openImageReader } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const names = ['beach_001.png', 'bridge_001.png', 'harbour_001.png'];
const images = names.map((name) => ({ name, file: `scenes/images/${name}` }));
await indexImages({ images, root: 'scenes/images', checkpoint: 'runs/sift/best', out: 'by-sift' });

const loaded = await loadCheckpoint(folderSource('runs/sift/best'));
const reader = await openImageReader(loaded);
const regions = await reader.read('scenes/images/bridge_001.png');
console.log(regions.length === 64 * 128); // true

const searcher = await loadSearcher(folderGallery('by-sift'));
const { results } = await searcher.byImage({ regions });
console.log(results[0]?.item.file); // bridge_001.png
await searcher.close();
await reader.close();
loaded.model.dispose();
