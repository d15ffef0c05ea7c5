import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findDuplicates, fingerprintImages } from '@rs-sam/vision-features/node/duplicates';
import sharp from 'sharp';

// An image of grey discs, and a part of it, turned by a quarter.
const discs = Array.from({ length: 120 }, (_, i) => {
  const shade = (i * 53) % 256;
  return `<circle cx="${(i * 97) % 251}" cy="${(i * 61) % 239}" r="${4 + (i % 9)}" fill="rgb(${shade} ${shade} ${shade})"/>`;
});
const svg = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256">${discs.join('')}</svg>`);
const whole = { name: 'whole.png', file: join(tmpdir(), 'whole.png') };
const part = { name: 'part.png', file: join(tmpdir(), 'part.png') };
await sharp(svg).flatten({ background: '#777' }).png().toFile(whole.file);
await sharp(whole.file).extract({ left: 50, top: 50, width: 160, height: 160 }).rotate(90).toFile(part.file);

const images = await fingerprintImages({ images: [whole, part] });
const [pair] = await findDuplicates([images]);
console.log(pair?.kind, pair?.overlap?.view, pair?.overlap?.scale.toFixed(2)); // part rotate270 0.63
