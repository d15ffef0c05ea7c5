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
  const { fingerprint, count } = computation;
  if (store === undefined) return completed([], computation);
  const folder = join(store, sha256(fingerprint).slice(0, 32));
  const path = join(folder, 'tokens.records');
  const found = await RecordFile.read(path, fingerprint);
  if (found?.length === count) return found.map(halves);
  return withFolderLock(folder, async () => {
    const { file, blocks } = await RecordFile.open(path, fingerprint);
    try {
      return await completed(blocks.map(halves), computation, (next) =>
        file.add(new Uint8Array(next.buffer, next.byteOffset, next.byteLength)),
      );
    } finally {
      await file.close();
    }
  });
}

/** The first blocks and all that follow; each new one is kept before it is reported. */
async function completed(
  first: readonly Uint16Array[],
  { count, block, onBlock }: BlockComputation,
  keep?: (block: Uint16Array) => Promise<void>,
): Promise<Uint16Array[]> {
  const blocks = [...first];
  while (blocks.length < count) {
    const next = await block(blocks.length);
    await keep?.(next);
    blocks.push(next);
    onBlock(blocks.length);
  }
  return blocks;
}

function halves({ buffer, byteOffset, byteLength }: Buffer): Uint16Array {
  return new Uint16Array(buffer, byteOffset, byteLength / 2);
}
