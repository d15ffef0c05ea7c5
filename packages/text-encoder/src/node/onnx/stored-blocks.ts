import { join } from 'node:path';
import { RecordFile, sha256, withFolderLock } from '@rs-sam/foundation/files';

/** A long computation in blocks. */
export interface BlockComputation {
  /** The same for every process that computes the same blocks. */
  readonly fingerprint: string;
  /** Number of blocks. */
  readonly count: number;
  /** Computes a block. */
  block(index: number): Promise<Uint16Array>;
  /** Called after each block, with those of an earlier process. */
  onBlock(done: number): void;
}

/**
 * All blocks of a computation, kept in a store: a complete one is read, an interrupted one resumes with the next block.
 *
 * @param store a folder; each computation has its own folder in it, whose name is a hash of the fingerprint. Undefined: memory only.
 * @throws LockHeldError when another process computes the same.
 */
export async function storedBlocks(store: string | undefined, computation: BlockComputation): Promise<Uint16Array[]> {
  const { fingerprint, count, block, onBlock } = computation;
  if (store === undefined) {
    const blocks: Uint16Array[] = [];
    while (blocks.length < count) {
      blocks.push(await block(blocks.length));
      onBlock(blocks.length);
    }
    return blocks;
  }
  const folder = join(store, sha256(fingerprint).slice(0, 32));
  const path = join(folder, 'tokens.records');
  const found = await RecordFile.read(path, fingerprint);
  if (found?.length === count) return found.map(halves);
  return withFolderLock(folder, async () => {
    const { file, blocks: kept } = await RecordFile.open(path, fingerprint);
    try {
      const blocks = kept.map(halves);
      while (blocks.length < count) {
        const next = await block(blocks.length);
        await file.add(new Uint8Array(next.buffer, next.byteOffset, next.byteLength));
        blocks.push(next);
        onBlock(blocks.length);
      }
      return blocks;
    } finally {
      await file.close();
    }
  });
}

function halves({ buffer, byteOffset, byteLength }: Buffer): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
