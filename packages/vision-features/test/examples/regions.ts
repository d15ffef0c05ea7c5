import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegionExtractor, readBackboneWeights, readPixels } from '@rs-sam/vision-features/node';
import sharp from 'sharp';

// A JPEG file of 600 × 400 pixels; here one colour.
const file = join(tmpdir(), 'field.jpg');
await sharp({ create: { width: 600, height: 400, channels: 3, background: '#4a7a3a' } }).toFile(file);

const weights = await readBackboneWeights('resnet-50');
const extractor = await createRegionExtractor('resnet-50', weights, { grid: [4, 4] });
const pixels = await readPixels(file, { size: extractor.inputSize });
const regions = await extractor.extract(pixels);
console.log(pixels.length, extractor.grid, extractor.depth, regions.length); // 196608 [4,4] 2048 32768
await extractor.dispose();
