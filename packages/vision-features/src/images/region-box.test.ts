import { InvalidOptionError } from '@rs-sam/foundation/errors';
import { describe, expect, it } from 'vitest';
import { regionBox } from './region-box';

const options = { grid: [4, 8], width: 400, height: 100 } as const;

describe('regionBox', () => {
  it('numbers the cells row by row', () => {
    expect(regionBox(0, options)).toEqual({ x: 0, y: 0, width: 50, height: 25 });
    expect(regionBox(7, options)).toEqual({ x: 350, y: 0, width: 50, height: 25 });
    expect(regionBox(8, options)).toEqual({ x: 0, y: 25, width: 50, height: 25 });
    expect(regionBox(31, options)).toEqual({ x: 350, y: 75, width: 50, height: 25 });
  });

  it('covers the image once', () => {
    const area = Array.from({ length: 32 }, (_, region) => regionBox(region, options));
    expect(area.reduce((sum, box) => sum + box.width * box.height, 0)).toBe(400 * 100);
  });

  it('refuses a region that the grid does not have', () => {
    expect(() => regionBox(32, options)).toThrow(
      'The option region is 32; it must be an integer from 0 to 31, as the grid has 4 × 8 cells.',
    );
    expect(() => regionBox(0.5, options)).toThrow(InvalidOptionError);
  });
});
