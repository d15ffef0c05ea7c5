import { numbers, type PageToWrite, text } from './write-tiff';

/** 192 × 192 pixels of 10 m in UTM, without data from column 120. */
export const delta: PageToWrite = {
  ...{ width: 192, height: 192, samples: 3, type: 'uint16', tile: [64, 64] },
  value: (x, y, sample) => (x < 120 ? 500 + ((7 * x + 11 * y * (sample + 1)) % 900) : 0),
  fields: new Map([
    [33550, numbers('double', 10, 10, 0)],
    [33922, numbers('double', 0, 0, 0, 500_000, 5_761_038, 0)],
    [34735, numbers('short', 1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, 32632)],
    [42113, text('0')],
  ]),
};
