import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { nameWrites } from './file-write-error';
import { writeFully } from './write-fully';

const RECORD_HEADER = 8;

/**
 * The blocks of a long computation, one record after the other: the length and the first four bytes of the SHA-256 of the bytes (four bytes
 * each), then the bytes. The first record is the fingerprint of the computation. A process that is killed while it writes leaves a partial
 * record at the end; it is detected and removed.
 */
export class RecordFile {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private end: number,
  ) {}

  /**
   * Opens a file to append to it. A missing file, or one of another computation, is replaced by a new one.
   *
   * @param fingerprint the same for every process of one computation.
   * @returns the file, and the blocks in it.
   */
  static async open(path: string, fingerprint: string): Promise<{ file: RecordFile; blocks: Buffer[] }> {
    const file = await open(path, existsSync(path) ? 'r+' : 'w+');
    const { records, end } = await readRecords(file);
    const [first, ...blocks] = records;
    if (first?.toString('utf8') === fingerprint) {
      await file.truncate(end);
      return { file: new RecordFile(path, file, end), blocks };
    }
    await file.truncate(0);
    const begun = new RecordFile(path, file, 0);
    await begun.add(Buffer.from(fingerprint));
    return { file: begun, blocks: [] };
  }

  /** The blocks of a file without changing it; null where it is missing or of another computation. */
  static async read(path: string, fingerprint: string): Promise<Buffer[] | null> {
    if (!existsSync(path)) return null;
    const file = await open(path, 'r');
    try {
      const [first, ...blocks] = (await readRecords(file)).records;
      return first?.toString('utf8') === fingerprint ? blocks : null;
    } finally {
      await file.close();
    }
  }

  /** Appends a block. */
  async add(block: Uint8Array): Promise<void> {
    const header = Buffer.alloc(RECORD_HEADER);
    header.writeUInt32LE(block.length, 0);
    header.writeUInt32LE(checkOf(block), 4);
    const record = Buffer.concat([header, block]);
    await nameWrites(this.path, writeFully(this.file, record, this.end));
    this.end += record.length;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Deletes the file once its blocks are stored elsewhere. */
  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.path);
  }
}

/** The complete records at the beginning of a file, and their end. */
async function readRecords(file: FileHandle): Promise<{ records: Buffer[]; end: number }> {
  const { size } = await file.stat();
  const records: Buffer[] = [];
  let end = 0;
  const header = Buffer.alloc(RECORD_HEADER);
  while (end + RECORD_HEADER <= size) {
    await file.read(header, 0, RECORD_HEADER, end);
    const length = header.readUInt32LE(0);
    if (end + RECORD_HEADER + length > size) break;
    // Memory of its own, so that the bytes can be read as numbers of any size.
    const content = Buffer.from(new ArrayBuffer(length));
    await file.read(content, 0, length, end + RECORD_HEADER);
    if (checkOf(content) !== header.readUInt32LE(4)) break;
    records.push(content);
    end += RECORD_HEADER + length;
  }
  return { records, end };
}

function checkOf(content: Uint8Array): number {
  return createHash('sha256').update(content).digest().readUInt32LE(0);
}
