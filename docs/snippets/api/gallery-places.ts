import { loadSearcher, parseFilter } from '@rs-sam/search';
import { matchesFilter } from '@rs-sam/search/engine';
import { galleryAt, hasShortlist } from '@rs-sam/search/node';
import { wordMapsOfItems } from '@rs-sam/search/where';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const searcher = await loadSearcher(galleryAt('gallery')); // or postgres://user@host/images
console.log(await hasShortlist('runs/first/best')); // false

const text = 'seven yellow umbrellas';
const { results } = await searcher.byText({ text, fits: null, pageSize: 3 });
const stored = await searcher.gallery.encodings(results.map(({ key }) => key));
console.log((await wordMapsOfItems(searcher.checkpoint, stored, text))?.length); // 3
const filter = parseFilter(['class=beach']);
console.log(results.filter(({ item }) => matchesFilter(item, filter)).length); // 3
await searcher.close();
