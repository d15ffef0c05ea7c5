import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { FRAME_SIZE, type GreyFrame } from '../src/duplicates/grey-frame';
import { gaussianBlur } from '../src/handcrafted/gaussian-blur';

/** A square grey image of blobs and shades of many sizes. */
export function randomFrame(seed: number): GreyFrame {
  const random = mulberry32Numbers(seed);
  const sum = new Float32Array(FRAME_SIZE ** 2).fill(128);
  for (const sigma of [1.5, 3, 6, 12]) {
    const noise = gaussianBlur(
      sum.map(() => random() - 0.5),
      FRAME_SIZE,
      sigma,
    );
    // White noise that is blurred loses amplitude by its σ.
    noise.forEach((value, i) => {
      sum[i] = (sum[i] as number) + 200 * sigma * value;
    });
  }
  return { grey: sum, width: FRAME_SIZE, height: FRAME_SIZE };
}
