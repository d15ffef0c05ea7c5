import { type FileHandle, open } from 'node:fs/promises';

/** A scene made of tiles of 256 × 256 pixels. */
export interface SceneToWrite {
  readonly columns: number;
  readonly rows: number;
  /** RGB of a tile, counted row by row; null for one without data. */
  tile(place: number): Promise<Uint8Array | null>;
}

/** Pixels of a side of a tile. */
export const SIDE = 256;

/** Metres of a pixel: those of UCM. */
const PIXEL = 0.3;

/** The upper left corner, in WGS 84 / UTM zone 11N. */
const ORIGIN = [480_000, 3_620_000] as const;
const EPSG = 32611;

/** Writes an uncompressed, tiled GeoTIFF. Only one tile is in memory at a time. */
export async function writeScene(path: string, scene: SceneToWrite): Promise<void> {
  const file = await open(path, 'w');
  try {
    const count = scene.columns * scene.rows;
    const offsets = new Uint32Array(count);
    const lengths = new Uint32Array(count);
    let end = 8;
    for (let place = 0; place < count; place++) {
      const pixels = await scene.tile(place);
      if (pixels === null) continue;
      await file.write(pixels, 0, pixels.length, end);
      [offsets[place], lengths[place]] = [end, pixels.length];
      end += pixels.length;
    }
    await writeDirectory(file, end, scene, offsets, lengths);
  } finally {
    await file.close();
  }
}

const TYPES = { short: [3, 2], long: [4, 4], double: [12, 8] } as const;
type Field = readonly [tag: number, type: keyof typeof TYPES, values: ArrayLike<number>];

async function writeDirectory(
  file: FileHandle,
  start: number,
  { columns, rows }: SceneToWrite,
  offsets: Uint32Array,
  lengths: Uint32Array,
): Promise<void> {
  const fields: readonly Field[] = [
    [256, 'long', [columns * SIDE]],
    [257, 'long', [rows * SIDE]],
    [258, 'short', [8, 8, 8]],
    [259, 'short', [1]],
    [262, 'short', [2]],
    [277, 'short', [3]],
    [322, 'short', [SIDE]],
    [323, 'short', [SIDE]],
    [324, 'long', offsets],
    [325, 'long', lengths],
    [33550, 'double', [PIXEL, PIXEL, 0]],
    [33922, 'double', [0, 0, 0, ...ORIGIN, 0]],
    [34735, 'short', [1, 1, 0, 3, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, EPSG]],
  ];
  let end = start + 2 + 12 * fields.length + 4;
  const directory = Buffer.alloc(end - start);
  directory.writeUInt16LE(fields.length, 0);
  for (const [at, [tag, type, values]] of fields.entries()) {
    const [code, size] = TYPES[type];
    const bytes = Buffer.alloc(size * values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i] as number;
      if (type === 'double') bytes.writeDoubleLE(value, 8 * i);
      else bytes.writeUIntLE(value, size * i, size);
    }
    const entry = 2 + 12 * at;
    directory.writeUInt16LE(tag, entry);
    directory.writeUInt16LE(code, entry + 2);
    directory.writeUInt32LE(values.length, entry + 4);
    if (bytes.length <= 4) bytes.copy(directory, entry + 8);
    else {
      directory.writeUInt32LE(end, entry + 8);
      await file.write(bytes, 0, bytes.length, end);
      end += bytes.length;
    }
  }
  await file.write(directory, 0, directory.length, start);
  const header = Buffer.from('II*\0    ');
  header.writeUInt32LE(start, 4);
  await file.write(header, 0, header.length, 0);
}
