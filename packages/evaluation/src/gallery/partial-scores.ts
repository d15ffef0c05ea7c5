import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { nameWrites, writeFully } from '@rs-sam/foundation/files';

const RECORD_HEADER = 8;

/**
 * The blocks of an unfinished evaluation, one record after the other: the length and the first four bytes of the SHA-256 of the numbers
 * (four bytes each), then the numbers. The first record is the fingerprint of the evaluation. A process that is killed while it writes
 * leaves a partial record at the end; it is detected and removed.
 */
export class PartialScores {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private end: number,
  ) {}

  /**
   * Opens a file to append to it. A missing file, or one of another evaluation, is replaced by a new one.
   *
   * @param fingerprint the same for every process of one evaluation.
   * @returns the file, and the blocks in it.
   */
  static async open(path: string, fingerprint: string): Promise<{ file: PartialScores; blocks: Float32Array[] }> {
    const file = await open(path, existsSync(path) ? 'r+' : 'w+');
    const { records, end } = await readRecords(file);
    const [first, ...blocks] = records;
    if (first?.toString('utf8') === fingerprint) {
      await file.truncate(end);
      return { file: new PartialScores(path, file, end), blocks: blocks.map(floatsOf) };
    }
    await file.truncate(0);
    const begun = new PartialScores(path, file, 0);
    await begun.write(Buffer.from(fingerprint));
    return { file: begun, blocks: [] };
  }

  add(scores: Float32Array): Promise<void> {
    return this.write(Buffer.from(scores.buffer, scores.byteOffset, scores.byteLength));
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** Deletes the file once the matrix is stored elsewhere. */
  async remove(): Promise<void> {
    await this.file.close();
    await rm(this.path);
  }

  private async write(content: Buffer): Promise<void> {
    const record = Buffer.concat([Buffer.alloc(RECORD_HEADER), content]);
    record.writeUInt32LE(content.length, 0);
    record.writeUInt32LE(checkOf(content), 4);
    await nameWrites(this.path, writeFully(this.file, record, this.end));
    this.end += record.length;
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
    const content = Buffer.alloc(length);
    await file.read(content, 0, length, end + RECORD_HEADER);
    if (checkOf(content) !== header.readUInt32LE(4)) break;
    records.push(content);
    end += RECORD_HEADER + length;
  }
  return { records, end };
}

function checkOf(content: Buffer): number {
  return createHash('sha256').update(content).digest().readUInt32LE(0);
}

function floatsOf(content: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(content).buffer);
}
