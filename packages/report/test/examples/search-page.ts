import { writeFile } from 'node:fs/promises';
import { publishedRowsOf, renderTextSearch } from '@rs-sam/report';

const image = { id: '1', file: 'plane.png', split: 'test', className: 'airplane', captions: ['A white plane.'] };
const found = [{ item: image, score: 0.87 }];
const page = await renderTextSearch(
  { text: 'a plane on the runway', found, attention: null },
  { imageFolder: 'scenes', lead: 'One image, searched with SAM.' },
);
await writeFile('found.html', page);
console.log(page.includes('data:image/jpeg;base64,'), page.includes('<script')); // true false

const [row] = publishedRowsOf('UCM-Captions').filter(({ source }) => source === 'sam');
console.log(row?.model, row?.protocol, row?.textToImage?.recall[1]); // IMRAM paper 7.6
