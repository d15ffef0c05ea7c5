import { expect, test } from 'vitest';
import { openUntilEnd, openWritten, temporaryFile } from '../../../test/scene/temporary-scene';
import { type PageToWrite, writeTiff } from '../../../test/scene/write-tiff';

/** 2 GB of holes. */
const large: PageToWrite = { width: 25_000, height: 27_000, samples: 3, value: () => 0, hollow: true };
const window = { x: 12_300, y: 20_100, width: 256, height: 256 };

test.each([
  // Headers and tables of places, and at most 4 tiles of 512 × 512.
  ['tiles', { tile: [512, 512] }, 4 * 512 * 512 * 3],
  // The rows of the window, and what they share parts of at most 1 MiB with.
  ['strips of a row', { rowsPerStrip: 1 }, 256 * 75_000],
  ['one strip', {}, 256 * 75_000 + 2 * (1 << 20)],
] as const)('of 25,000 × 27,000 pixels in %s only what a window needs is read', async (_, layout, bytes) => {
  const scene = await openWritten({ ...large, ...layout } as PageToWrite);
  const opened = scene.bytesRead;
  expect(opened).toBeLessThan(1 << 20);
  await scene.read(window);
  expect(scene.bytesRead - opened).toBeLessThanOrEqual(bytes + (1 << 20));
  // The next window to the right has the same strips, and 2 of the same tiles.
  const before = scene.bytesRead;
  await scene.read({ ...window, x: window.x + 128 });
  expect(scene.bytesRead - before).toBeLessThanOrEqual('tile' in layout ? 2 * 512 * 512 * 3 : 0);
});

test('the percentiles of a scene of 4 GB in 16 bits are estimated from a small part of it', async () => {
  const scene = await openWritten({ ...large, type: 'uint16', tile: [256, 256] }, {}, { big: true });
  expect(scene.record.ranges).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  // 256 squares, of which each touches at most 4 tiles.
  expect(scene.bytesRead).toBeLessThan(4 * 256 * 256 * 256 * 6 + (1 << 20));
});

test('decoded blocks are not kept without end', async () => {
  const file = await temporaryFile();
  await writeTiff(file, [{ ...large, height: 8192, rowsPerStrip: 16 }]);
  const scene = await openUntilEnd(file);
  const before = process.memoryUsage().arrayBuffers;
  for (let y = 0; y < 8192; y += 256) await scene.read({ x: 0, y, width: 16, height: 256 });
  expect(scene.bytesRead).toBeGreaterThan(600e6);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(450e6);
});
