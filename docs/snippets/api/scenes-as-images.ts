import { writeFile } from 'node:fs/promises';
import { listImages, readFolder, readImageSizes, renderContactSheet, renderScene } from '@rs-sam/datasets/node';
import { drawScene } from '@rs-sam/datasets/synthetic';

const scenes = (['beach', 'bridge'] as const).map((className) => drawScene({ className, seed: 1 }));
for (const [at, scene] of scenes.entries()) await writeFile(`sheets/${at}.png`, await renderScene(scene));
await writeFile('sheets/sheet.png', await renderContactSheet(scenes, { columns: 2 }));

const images = await listImages('sheets');
console.log(images); // ["0.png","1.png","sheet.png"]
console.log((await readImageSizes('sheets', images)).get('0.png')); // {"width":256,"height":256}
console.log((await readFolder('sheets')).length); // 3
