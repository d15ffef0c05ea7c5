// Pages of one file, with their images in them.
import { renderDuplicates, renderFigure, renderGallerySearch } from '@rs-sam/report';
import { loadSearcher } from '@rs-sam/search';
import { folderGallery } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';

// The paper's Fig. 6: the first three images of some captions.
const figure = await renderFigure({ figure: 6, evaluation: 'results/shown', imageFolder: 'mine' });
console.log(figure.match(/<title>(.*)<\/title>/)?.[1]); // Fig. 6 on memory: images by caption

// A search in a gallery, by its thumbnails.
await prepareBackend({ engine: 'wasm' });
const searcher = await loadSearcher(folderGallery('gallery'));
const text = 'white boats on a river with a grey bridge';
const { results } = await searcher.byText({ text, fits: null, pageSize: 3 });
const [width, height] = [96, 96];
const shown = results.map(async ({ key, item, rank, score, confidence, duplicates }) => ({
  ...{ file: item.file, className: String(item.metadata.class), rank, score, confidence },
  ...{ duplicates: duplicates.length, boxes: [], attention: null },
  thumbnail: { bytes: await searcher.gallery.thumbnail(key), width, height },
}));
const found = await renderGallerySearch({
  ...{ query: { text }, lead: 'Three of 72 images.' },
  results: await Promise.all(shown),
});
console.log(found.match(/data:image\/jpeg/g)?.length, found.includes(text)); // 3 true
await searcher.close();

// Two images that are the same, as `findDuplicates` reports them.
const image = { dataset: 'scenes', part: 'train', file: 'beach_001.png', path: 'scenes/images/beach_001.png' };
const pairs = [{ kind: 'identical', score: 1, first: image, second: { ...image, part: 'test' }, overlap: null }];
const page = await renderDuplicates({ pairs, counts: ['scenes train – scenes test: 1 identical'] });
console.log(page.includes('scenes test: beach_001.png')); // true
