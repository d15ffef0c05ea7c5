/** How numbers are kept in a TIFF. */
export interface TinyTiffOptions {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  /** Bits of a number; 32 are a float. */
  readonly bits: 8 | 16 | 32;
}

const SHORT = 3;
const LONG = 4;

/** An uncompressed little-endian TIFF, in the shapes that sharp reads and does not write. Its directory comes before its pixels. */
export function tinyTiff(values: readonly number[], { width, height, bands, bits }: TinyTiffOptions): Buffer {
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, SHORT, 1, width],
    [257, SHORT, 1, height],
    [258, SHORT, 1, bits],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, bands === 3 ? 2 : 1],
    [273, LONG, 1, 0],
    [277, SHORT, 1, bands],
    [278, SHORT, 1, height],
    [279, LONG, 1, (values.length * bits) / 8],
    [339, SHORT, 1, bits === 32 ? 3 : 1],
  ];
  const start = 8 + 2 + 12 * entries.length + 4;
  const file = Buffer.alloc(start + (values.length * bits) / 8);
  file.write('II*\0', 0, 'latin1');
  file.writeUInt32LE(8, 4);
  file.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + 12 * index;
    file.writeUInt16LE(tag, at);
    file.writeUInt16LE(type, at + 2);
    file.writeUInt32LE(count, at + 4);
    file.writeUInt32LE(tag === 273 ? start : value, at + 8);
  }
  for (const [index, value] of values.entries()) {
    const at = start + (index * bits) / 8;
    if (bits === 8) file.writeUInt8(value, at);
    else if (bits === 16) file.writeUInt16LE(value, at);
    else file.writeFloatLE(value, at);
  }
  return file;
}
