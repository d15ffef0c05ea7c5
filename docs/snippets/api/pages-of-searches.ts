import { renderImageSearch } from '@rs-sam/report';

const image = {
  id: '1',
  file: 'images/harbour_001.png',
  split: 'test',
  className: 'harbour',
  captions: ['A harbour.'],
};
const page = await renderImageSearch(
  { image, found: [{ item: { caption: 'A harbour.', images: [image] }, score: 0.9 }] },
  { imageFolder: 'scenes', lead: 'Captions for one image.' },
);
console.log(page.includes('A harbour.')); // true
