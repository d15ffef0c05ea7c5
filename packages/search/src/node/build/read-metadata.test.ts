import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/small-gallery';
import { readMetadataTable, readSideFiles } from './read-metadata';

async function fileWith(name: string, text: string): Promise<string> {
  const file = join(await temporaryFolder(), name);
  await writeFile(file, text);
  return file;
}

it('reads a CSV with numbers, flags, quoted cells and empty ones', async () => {
  const file = await fileWith(
    'a.csv',
    '\ufefffile,cloud,seen,place,code\r\na.tif,0.5,true,"Delft, NL",007\r\n./b/c.tif,,,,\r\n',
  );
  expect([...(await readMetadataTable(file))]).toEqual([
    ['a.tif', { cloud: 0.5, seen: true, place: 'Delft, NL', code: '007' }],
    ['b/c.tif', {}],
  ]);
});

it('reads JSON Lines', async () => {
  const file = await fileWith(
    'a.jsonl',
    '{"image":"a.tif","tags":["x"]}\n\n{"image":"b.tif","place":{"country":"NL"}}\n',
  );
  expect([...(await readMetadataTable(file))]).toEqual([
    ['a.tif', { tags: ['x'] }],
    ['b.tif', { place: { country: 'NL' } }],
  ]);
});

it.each([
  ['a.jsonl', '{"image":"a.tif"}\n{oops}\n', 'Line 2 is not JSON'],
  ['a.jsonl', '{"cloud":1}\n', 'Line 1 does not name an image'],
  ['a.csv', 'file,cloud\na.tif,1\na.tif,2\n', 'Line 3 has the image a.tif a second time'],
  ['a.csv', 'file,cloud\na.tif,1,2\n', 'Line 2: Too many fields'],
])('refuses %s with %j', async (name, text, message) => {
  await expect(readMetadataTable(await fileWith(name, text))).rejects.toThrow(message);
});

it('reads side files', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'b'));
  await writeFile(join(folder, 'a.json'), '{"x":1}');
  await writeFile(join(folder, 'b', 'c.tif.json'), '{"x":2}');
  const images = ['a.tif', 'b/c.tif', 'd.tif'].map((name) => ({ name, file: join(folder, name) }));
  expect([...(await readSideFiles(images))]).toEqual([
    ['a.tif', { x: 1 }],
    ['b/c.tif', { x: 2 }],
  ]);
  await writeFile(join(folder, 'd.json'), '[1]');
  await expect(readSideFiles(images)).rejects.toThrow('d.json: It has a wrong form');
});
