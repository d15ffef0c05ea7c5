import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { expect, it } from 'vitest';
import { agreedAlignment, type Match, viewed } from './alignment';
import { FRAME_SIZE } from './grey-frame';

const random = mulberry32Numbers(11);
const place = () => ({ x: random() * FRAME_SIZE, y: random() * FRAME_SIZE, scale: 1 + random() });

function matches(right: number, wrong: number): Match[] {
  const agreeing = Array.from({ length: right }, () => {
    const from = place();
    const { x, y } = viewed(from, 'flip-rotate90');
    return { from, to: { x: 0.6 * x + 20, y: 0.6 * y + 35, scale: from.scale + Math.log2(0.6) } };
  });
  return [...Array.from({ length: wrong }, () => ({ from: place(), to: place() })), ...agreeing];
}

it('finds the scale and the translation of some matches among many others', () => {
  const found = agreedAlignment(matches(8, 30), 'flip-rotate90');
  expect(found?.agreeing).toBeGreaterThanOrEqual(8);
  expect(found?.scaleX).toBeCloseTo(0.6, 1);
  expect(Math.abs((found?.x ?? 0) - 20)).toBeLessThan(5);
  expect(Math.abs((found?.y ?? 0) - 35)).toBeLessThan(5);
});

it('is exact where all matches agree', () => {
  const found = agreedAlignment(matches(12, 0), 'flip-rotate90');
  expect(found?.scaleX).toBeCloseTo(0.6, 6);
  expect(found?.scaleY).toBe(found?.scaleX);
  expect([found?.x, found?.y].map((value) => Math.round((value ?? 0) * 1e4) / 1e4)).toEqual([20, 35]);
});

it('needs four matches in different places', () => {
  expect(agreedAlignment(matches(3, 0), 'flip-rotate90')).toBeNull();
  const [one] = matches(1, 0) as [Match];
  expect(agreedAlignment([one, one, one, one, one], 'flip-rotate90')).toBeNull();
});
