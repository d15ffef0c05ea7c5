import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/small-store';
import { readPixels } from './read-pixels';

/** A BMP of 2 × 2 pixels. */
function bmp(): Buffer {
  const file = Buffer.alloc(70);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(70, 2);
  file.writeUInt32LE(54, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(2, 18);
  file.writeInt32LE(2, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(24, 28);
  return file;
}

it.each([
  ['BMP', bmp()],
  ['JPEG 2000', Buffer.from('\0\0\0\x0cjP  \r\n\x87\n', 'latin1')],
  ['JPEG 2000', Buffer.from('ff4fff51002f', 'hex')],
  ['JPEG XL', Buffer.from('ff0a000000', 'hex')],
  ['HEIC', Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1')],
  ['PSD', Buffer.from('8BPS\0\x01')],
  ['NITF', Buffer.from('NITF02.10')],
  ['Netpbm', Buffer.from('P6\n2 2\n255\n123456789012')],
  ['HDF5', Buffer.from('\x89HDF\r\n\x1a\n', 'latin1')],
  ['DICOM', Buffer.from(`${'\0'.repeat(128)}DICM`)],
])('names %s for what it is, whatever its extension', async (name, bytes) => {
  const file = join(await temporaryFolder(), 'picture.png');
  await writeFile(file, bytes);
  const failing = () => readPixels(file, { size: 2 });
  await expect(failing()).rejects.toMatchObject({ name: 'ImageError', file, unsupported: true });
  await expect(failing()).rejects.toThrow(name);
  await expect(failing()).rejects.not.toThrow(/broken|fetch|cut off/);
});

it.skipIf(process.platform === 'win32')('does not open a named pipe, a folder or a device', async () => {
  const folder = await temporaryFolder();
  const pipe = join(folder, 'pipe.png');
  execFileSync('mkfifo', [pipe]);
  await expect(readPixels(pipe, { size: 2 })).rejects.toThrow(`${pipe}: It is a named pipe, not a file.`);
  await expect(readPixels(folder, { size: 2 })).rejects.toThrow('It is a folder');
  await expect(readPixels('/dev/zero', { size: 2 })).rejects.toThrow('It is a device');
});
