import { copyFile, cp, writeFile } from 'node:fs/promises';
import { mergeGalleries, readMetadataTable, readSideFiles } from '@rs-sam/search/node';

await writeFile('tiles.csv', 'file,year,cloud\nharbour_001.png,2021,0.05\n');
console.log((await readMetadataTable('tiles.csv')).get('harbour_001.png')); // {"year":2021,"cloud":0.05}

// x.json beside x.png.
await copyFile('scenes/images/harbour_001.png', 'drawn/harbour.png');
await writeFile('drawn/harbour.json', '{ "port": "north" }');
const sides = await readSideFiles([{ name: 'harbour.png', file: 'drawn/harbour.png' }]);
console.log(sides.get('harbour.png')); // {"port":"north"}

// Shards of several machines, or one gallery without what was removed.
await cp('gallery', 'one', { recursive: true });
const { items } = await mergeGalleries({ galleries: ['one'], out: 'merged' });
console.log(items); // 72
