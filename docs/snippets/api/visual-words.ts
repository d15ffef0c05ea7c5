import { createBovwExtractor, formatCodebook, parseCodebook } from '@rs-sam/vision-features/handcrafted';
import { learnCodebook, readCodebook, writeCodebook } from '@rs-sam/vision-features/node/handcrafted';

const images = ['beach_001.png', 'bridge_001.png'].map((name) => ({ name, file: `scenes/images/${name}` }));
const learned = await learnCodebook({ dataset: 'scenes', part: 'train', images, words: 16 });
await writeCodebook('words.json', learned);
const codebook = await readCodebook('words.json');
const { grid, depth } = createBovwExtractor(codebook);
console.log(grid, depth); // [8,8] 16
console.log((await parseCodebook(formatCodebook(codebook), 'words.json')).sha256 === codebook.sha256); // true
