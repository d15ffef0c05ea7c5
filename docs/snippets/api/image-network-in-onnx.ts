// Regions of a vision transformer in an ONNX file; here a small one, whose tokens are sums of 2 × 2 pixels.
import { createOnnxExtractor } from '@rs-sam/vision-features/node/onnx';

const extractor = await createOnnxExtractor('networks/patches.onnx', { threads: 1 });
const { backbone, inputSize, grid, depth } = extractor;
console.log(backbone, inputSize, grid, depth); // onnx:patches 4 [2,2] 2

const white = new Uint8Array(3 * inputSize * inputSize).fill(255); // one image, RGB
const regions = await extractor.extract(white);
console.log([...regions.subarray(0, 2)]); // [444,-4]
await extractor.dispose();

// The file does not say how images are prepared: that is in networks/patches.onnx.json, or given here.
const settings = { mean: [1, 1, 1], deviation: [1, 1, 1], output: 'tokens', dropTokens: 1 } as const;
const centred = await createOnnxExtractor('networks/patches.onnx', { settings, grid: [1, 1], threads: 1 });
console.log(centred.grid, [...(await centred.extract(white))].map(Math.abs)); // [1,1] [0,0]
await centred.dispose();
