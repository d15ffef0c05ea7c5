/** How numbers are arranged in a TIFF. */
export interface TiffOptions {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  /** Default: 8. */
  readonly bits?: 8 | 16 | 32;
  /** 1 min is black (default), 2 RGB, 5 CMYK, 6 YCbCr. */
  readonly photometric?: number;
  /** 0 unspecified, 1 and 2 alpha. Default: bands beyond the colours are unspecified. */
  readonly extraSamples?: readonly number[] | null;
  readonly planar?: boolean;
  /** Side of a tile. Default: strips of `rowsPerStrip`. */
  readonly tile?: number;
  /** Default: all. */
  readonly rowsPerStrip?: number;
  /** The tag, with what is done to the bytes of each tile or strip. Default: none. */
  readonly compression?: { readonly tag: number; encode(bytes: Buffer): Buffer };
  readonly bigEndian?: boolean;
  readonly big?: boolean;
  /** 1 unsigned (default), 2 signed, 3 float. */
  readonly sampleFormat?: number;
  /** Further tags with one SHORT each, or ASCII. */
  readonly tags?: Readonly<Record<number, number | string>>;
}

type Entry = readonly [tag: number, type: 2 | 3 | 4 | 16, values: readonly number[] | string];

const SIZES = { 2: 1, 3: 2, 4: 4, 16: 8 } as const;

/**
 * A TIFF of the numbers `value(x, y, band)`, in the arrangements that sharp reads and does not write. Its directory comes before its
 * pixels, so a file that is cut off keeps it.
 */
export function tiffFile(options: TiffOptions, value: (x: number, y: number, band: number) => number): Buffer {
  const { width, height, bands, bits = 8, photometric = 1, planar = false, tile, bigEndian = false } = options;
  const { rowsPerStrip = height, compression, big = false, sampleFormat = bits === 32 ? 3 : 1, tags = {} } = options;
  const colours = photometric === 2 || photometric === 6 ? 3 : photometric === 5 ? 4 : 1;
  const extra = options.extraSamples === undefined ? Array(Math.max(0, bands - colours)).fill(0) : options.extraSamples;
  const [blockWidth, blockHeight] = tile === undefined ? [width, rowsPerStrip] : [tile, tile];

  const blocks: Buffer[] = [];
  for (let plane = 0; plane < (planar ? bands : 1); plane++) {
    for (let top = 0; top < height; top += blockHeight) {
      for (let left = 0; left < width; left += blockWidth) {
        const rows = tile === undefined ? Math.min(blockHeight, height - top) : blockHeight;
        const perPixel = planar ? 1 : bands;
        const bytes = Buffer.alloc((rows * blockWidth * perPixel * bits) / 8);
        for (let at = 0; at < rows * blockWidth * perPixel; at++) {
          const [x, y] = [
            left + (Math.floor(at / perPixel) % blockWidth),
            top + Math.floor(at / perPixel / blockWidth),
          ];
          const number = x < width && y < height ? value(x, y, planar ? plane : at % perPixel) : 0;
          writeNumber(bytes, number, (at * bits) / 8, bits, sampleFormat, bigEndian);
        }
        blocks.push(compression?.encode(bytes) ?? bytes);
      }
    }
  }

  const counts = blocks.map(({ length }) => length);
  const entries = (offsets: readonly number[]): Entry[] => {
    const list: Entry[] = [
      [256, 3, [width]],
      [257, 3, [height]],
      [258, 3, Array(bands).fill(bits)],
      [259, 3, [compression?.tag ?? 1]],
      [262, 3, [photometric]],
      [277, 3, [bands]],
      [284, 3, [planar ? 2 : 1]],
      ...(tile === undefined
        ? ([
            [273, 4, offsets],
            [278, 3, [rowsPerStrip]],
            [279, 4, counts],
          ] as const)
        : ([
            [322, 3, [tile]],
            [323, 3, [tile]],
            [324, 4, offsets],
            [325, 4, counts],
          ] as const)),
      ...(extra && extra.length > 0 ? ([[338, 3, extra]] as const) : []),
      [339, 3, Array(bands).fill(sampleFormat)],
      ...Object.entries(tags).map(
        ([tag, content]): Entry =>
          typeof content === 'string' ? [Number(tag), 2, `${content}\0`] : [Number(tag), 3, [content]],
      ),
    ];
    return list.sort(([one], [other]) => one - other);
  };
  const start = directory(entries(counts), big, bigEndian).length;
  let end = start;
  const offsets = counts.map((length) => {
    end += length;
    return end - length;
  });
  return Buffer.concat([directory(entries(offsets), big, bigEndian), ...blocks]);
}

function directory(entries: readonly Entry[], big: boolean, bigEndian: boolean): Buffer {
  const word = big ? 8 : 4;
  const [header, count, size] = big ? [16, 8, 20] : [8, 2, 12];
  const end = header + count + size * entries.length + word;
  const head = Buffer.alloc(end);
  const put = (at: number, bytes: number, number: number) => {
    if (bytes === 1) head.writeUInt8(number, at);
    else if (bytes === 2) bigEndian ? head.writeUInt16BE(number, at) : head.writeUInt16LE(number, at);
    else if (bytes === 4) bigEndian ? head.writeUInt32BE(number, at) : head.writeUInt32LE(number, at);
    else bigEndian ? head.writeBigUInt64BE(BigInt(number), at) : head.writeBigUInt64LE(BigInt(number), at);
  };
  head.write(bigEndian ? 'MM' : 'II', 0, 'latin1');
  put(2, 2, big ? 43 : 42);
  if (big) put(4, 2, 8);
  put(big ? 8 : 4, word, header);
  put(header, count, entries.length);
  const outside: Buffer[] = [];
  let tail = end;
  for (const [index, [tag, type, content]] of entries.entries()) {
    const at = header + count + size * index;
    const values = typeof content === 'string' ? [...Buffer.from(content, 'latin1')] : content;
    put(at, 2, tag);
    put(at + 2, 2, type);
    put(at + 4, word, values.length);
    const bytes = values.length * SIZES[type];
    if (bytes <= word) values.forEach((number, i) => void put(at + 4 + word + i * SIZES[type], SIZES[type], number));
    else {
      put(at + 4 + word, word, tail);
      const piece = Buffer.alloc(bytes);
      for (const [i, number] of values.entries()) writeInteger(piece, number, i * SIZES[type], SIZES[type], bigEndian);
      outside.push(piece);
      tail += bytes;
    }
  }
  return Buffer.concat([head, ...outside]);
}

function writeInteger(into: Buffer, number: number, at: number, bytes: 1 | 2 | 4 | 8, bigEndian: boolean): void {
  if (bytes === 8) bigEndian ? into.writeBigUInt64BE(BigInt(number), at) : into.writeBigUInt64LE(BigInt(number), at);
  else bigEndian ? into.writeUIntBE(number, at, bytes) : into.writeUIntLE(number, at, bytes);
}

function writeNumber(into: Buffer, number: number, at: number, bits: number, format: number, bigEndian: boolean): void {
  if (format === 3) bigEndian ? into.writeFloatBE(number, at) : into.writeFloatLE(number, at);
  else writeInteger(into, number < 0 ? 2 ** bits + number : number, at, (bits / 8) as 1 | 2 | 4, bigEndian);
}
