import { createSiftExtractor, denseSift } from '@rs-sam/vision-features/handcrafted';

const extractor = createSiftExtractor();
const { inputSize, grid, depth } = extractor;
console.log(inputSize, grid, depth); // 256 [8,8] 128

// RGB 0 … 255; here a bright square on black.
const pixels = Float32Array.from({ length: inputSize * inputSize * 3 }, (_, i) => {
  const [x, y] = [Math.floor(i / 3) % inputSize, Math.floor(i / 3 / inputSize)];
  return x > 100 && x < 150 && y > 100 && y < 150 ? 255 : 0;
});
const regions = await extractor.extract(pixels, 1);
const norms = Array.from({ length: 64 }, (_, i) => Math.hypot(...regions.subarray(i * depth, (i + 1) * depth)));
console.log(norms.filter((norm) => norm > 0).length, Math.max(...norms).toFixed(3)); // 16 1.000

// Other grids and patches: 16 × 16 descriptors of 16 pixels.
console.log(denseSift(pixels, inputSize, { rows: 16, patch: 16 }).length); // 32768
