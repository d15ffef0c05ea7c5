import { loadSearcher, parseFilter } from '@rs-sam/search';
import { folderGallery, indexImages } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ engine: 'wasm' });
const images = ['coast.tif', 'field.tif', 'town.tif'].map((name) => ({ name, file: `tiles/${name}` }));
const metadata = new Map([['coast.tif', { year: 2020 }]]);
const done = await indexImages({
  ...{ images, root: 'tiles', checkpoint: 'runs/first/best', out: 'gallery', metadata },
});
console.log(done.items, done.added); // 3 3

const searcher = await loadSearcher(folderGallery('gallery'));
const page = await searcher.byText({ text: 'many boats in the blue harbour' });
console.log(page.matching, page.substitutes); // 3 []
const filtered = await searcher.byText({ text: 'boats and a zeppelin', filter: parseFilter(['year>=2020']) });
console.log(filtered.results[0]?.item.file, filtered.substitutes[0]?.word); // coast.tif zeppelin
await searcher.close();
