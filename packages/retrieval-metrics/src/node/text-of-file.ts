import { isAscii } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TrecFileError, TrecSyntaxError } from '../errors';

/** Formats that a TREC file may have been packed into, by their first bytes. */
const PACKED: readonly [name: string, bytes: readonly number[]][] = [
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['LZ4', [0x04, 0x22, 0x4d, 0x18]],
  ['ZIP', [0x50, 0x4b, 0x03, 0x04]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
];

/**
 * The text of a file in pieces: UTF-8, or UTF-16 with a byte order mark; unpacked where its first bytes are those of gzip, whatever
 * its name. Throws `TrecFileError`.
 */
export async function* textOfFile(path: string): AsyncGenerator<string> {
  const file = await openFile(path);
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(2), 0, 2, 0);
    const isGzip = bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
    const bytes = createReadStream(path, { fd: file, start: 0, autoClose: false, highWaterMark: 2 ** 18 });
    // The callback is there for a stream that ends early; the loop below gets the error.
    const source = isGzip ? pipeline(bytes, createGunzip({ chunkSize: 2 ** 18 }), () => undefined) : bytes;
    let decoder: TextDecoder | undefined;
    let ascii = true;
    for await (const piece of source as AsyncIterable<Buffer>) {
      decoder ??= decoderFor(piece, path);
      // Nearly every file is ASCII to its end; the decoder takes several times as long for that.
      ascii &&= isAscii(piece);
      yield ascii ? piece.toString('latin1') : decoder.decode(piece, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } catch (error) {
    throw namedError(path, error);
  } finally {
    await file.close().catch(() => undefined);
  }
}

/** What `read` makes of the file's text; its `TrecSyntaxError` names the file. */
export async function readingFile<T>(path: string, read: (text: AsyncGenerator<string>) => Promise<T>): Promise<T> {
  return read(textOfFile(path)).catch((error) => {
    throw withFile(path, error);
  });
}

/** The same error with the name of the file in its message. */
export function withFile(path: string, error: unknown): unknown {
  if (!(error instanceof TrecSyntaxError)) return error;
  return new TrecSyntaxError(error.line, error.text, error.reason, path);
}

async function openFile(path: string): Promise<FileHandle> {
  const file = await open(path, 'r').catch((error) => {
    throw namedError(path, error);
  });
  if ((await file.stat()).isDirectory()) {
    await file.close();
    throw new TrecFileError(path, 'is a folder. Give the file in it');
  }
  return file;
}

function decoderFor(first: Buffer, path: string): TextDecoder {
  const packed = PACKED.find(([, bytes]) => bytes.every((byte, i) => first[i] === byte));
  if (packed) throw new TrecFileError(path, `is compressed as ${packed[0]}. Decompress it, or pack it with gzip`);
  const encoding =
    first[0] === 0xff && first[1] === 0xfe ? 'utf-16le' : first[0] === 0xfe && first[1] === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true });
}

function namedError(path: string, error: unknown): unknown {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (error instanceof TrecFileError) return error;
  if (code === 'ENOENT') return new TrecFileError(path, 'does not exist. Check the path', error);
  if (code === 'EACCES' || code === 'EPERM') return new TrecFileError(path, 'cannot be read: permission denied', error);
  if (code.startsWith('Z_')) {
    return new TrecFileError(path, `is a damaged or incomplete gzip file (${message}). Fetch or write it again`, error);
  }
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') {
    return new TrecFileError(path, 'is not UTF-8 text. Convert it, for example with iconv -f latin1 -t utf-8', error);
  }
  return code === '' ? error : new TrecFileError(path, `cannot be read (${code}: ${message})`, error);
}
