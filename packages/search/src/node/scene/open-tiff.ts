import { open } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import { damagedScene, SceneError } from './scene-error';
import { type ReadBytes, type TiffHeader, type TiffPage, tiffPage } from './tiff-page';

/** A TIFF file of which parts are read as they are needed. */
export interface TiffFile {
  /** For messages. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly littleEndian: boolean;
  readonly pages: readonly TiffPage[];
  /** Bytes read so far. */
  readonly bytesRead: number;
  /** @throws SceneError where the file ends before. */
  readonly read: ReadBytes;
  close(): Promise<void>;
}

/** A file with more pages is taken for damaged. */
const MOST_PAGES = 1000;

/**
 * Opens a TIFF or a BigTIFF and reads its directories, not its pixels.
 *
 * @param file its path.
 * @param name for messages.
 * @throws SceneError where it cannot be read or is no TIFF.
 */
export async function openTiff(file: string, name: string = file): Promise<TiffFile> {
  const handle = await open(file, 'r').catch((cause) => {
    throw new SceneError(name, `It ${fileProblem(cause)}.`, 'Check its path and permissions.', { cause });
  });
  const found = await handle.stat();
  const pages: TiffPage[] = [];
  let bytesRead = 0;
  const read: ReadBytes = async (start, length) => {
    if (!(start >= 0 && start + length <= found.size)) {
      throw damagedScene(name, `It has ${found.size} bytes, and byte ${start + length} is needed.`);
    }
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const part = await handle.read(bytes, done, length - done, start + done);
      if (part.bytesRead === 0) throw damagedScene(name, `It ends at byte ${start + done}.`);
      done += part.bytesRead;
    }
    bytesRead += length;
    return bytes;
  };
  try {
    if (!found.isFile()) throw new SceneError(name, 'It is no file.', 'Name a GeoTIFF.');
    const header = await readHeader(name, found.size, read);
    const seen = new Set<number>();
    for (let at = header.first; at !== 0; ) {
      if (seen.has(at) || pages.length >= MOST_PAGES) throw damagedScene(name, 'Its directories have no end.');
      seen.add(at);
      const { page, next } = await tiffPage(name, at, header, read);
      pages.push(page);
      at = next;
    }
    if (pages.length === 0) throw damagedScene(name, 'It has no image.');
    return {
      ...{ name, size: found.size, littleEndian: header.littleEndian, pages, read },
      get bytesRead() {
        return bytesRead;
      },
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** The header, and where the first directory is. */
async function readHeader(
  name: string,
  size: number,
  read: ReadBytes,
): Promise<TiffHeader & { readonly first: number }> {
  const bytes = await read(0, Math.min(16, size));
  const view = new DataView(bytes.buffer);
  const order = String.fromCharCode(bytes[0] ?? 0, bytes[1] ?? 0);
  const littleEndian = order === 'II';
  const version = bytes.length >= 8 ? view.getUint16(2, littleEndian) : 0;
  if ((!littleEndian && order !== 'MM') || (version !== 42 && version !== 43)) {
    throw new SceneError(name, 'It is no TIFF.', 'Convert it to a GeoTIFF, as by `gdal_translate -of COG`.');
  }
  if (version === 42) return { littleEndian, big: false, first: view.getUint32(4, littleEndian) };
  if (bytes.length < 16) throw damagedScene(name, `It has ${size} bytes.`);
  return { littleEndian, big: true, first: Number(view.getBigUint64(8, littleEndian)) };
}
