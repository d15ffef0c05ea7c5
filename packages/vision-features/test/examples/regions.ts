import { createRegionExtractor, readBackboneWeights } from '@rs-sam/vision-features/node';

const weights = await readBackboneWeights('resnet-50');
const extractor = await createRegionExtractor('resnet-50', weights, { threads: 1, grid: [4, 4] });
const { inputSize, depth } = extractor;

const pixels = new Float32Array(inputSize * inputSize * 3).fill(127);
const regions = await extractor.extract(pixels, 1);
console.log(inputSize, depth, regions.length); // 256 2048 32768
await extractor.dispose();
