import { expect, it } from 'vitest';
import { formatSceneArea, parseSceneArea } from './scene-area';

it('reads what it writes, also where the name of the file has a #', () => {
  const area = { file: 'a#1,2/b.tif', window: { x: 0, y: 5, width: 64, height: 32 } };
  expect(formatSceneArea(area)).toBe('a#1,2/b.tif#0,5,64,32');
  expect(parseSceneArea(` ${formatSceneArea(area)} `)).toEqual(area);
});

it.each(['', 'a.tif', 'a.tif#1,2,3', 'a.tif#1,2,0,4', 'a.tif#-1,2,3,4', '#1,2,3,4', 'a.tif#1.5,2,3,4'])(
  '%o is none',
  (text) => expect(parseSceneArea(text)).toBeNull(),
);
