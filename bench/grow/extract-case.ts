// Extracts a data set in eight views with an extractor that costs next to nothing. Argument: {"images"}.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VIEWS } from '@rs-sam/vision-features';
import { extractFeatures } from '@rs-sam/vision-features/node';
import sharp from 'sharp';

const { images } = JSON.parse(process.argv[2] ?? '') as { readonly images: number };
const folder = await mkdtemp(join(tmpdir(), 'rs-sam-grow-'));
try {
  const file = join(folder, 'scene.png');
  const noise = Buffer.from(Uint8Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 2654435761) >>> 24));
  await sharp(noise, { raw: { width: 64, height: 64, channels: 3 } })
    .png()
    .toFile(file);
  const start = performance.now();
  await extractFeatures({
    dataset: { name: 'grow', images: Array.from({ length: images }, (_, i) => ({ name: `${i}.png`, file })) },
    extractor: { module: new URL('./mean-extractor.ts', import.meta.url).href, name: 'meanExtractor' },
    views: VIEWS,
    dtype: 'float16',
    out: join(folder, 'store'),
  });
  const seconds = (performance.now() - start) / 1000;
  console.log(JSON.stringify({ seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
} finally {
  await rm(folder, { recursive: true });
}
