import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointSource } from '../checkpoint/checkpoint-source';

/**
 * A checkpoint's folder on disk: `best/` or `last/` of a run, or a copy of it.
 *
 * @example
 * const { model, vocabulary } = await loadCheckpoint(folderSource('runs/ucm/best'));
 */
export function folderSource(folder: string): CheckpointSource {
  return { name: folder, read: (file) => readFile(join(folder, file)) };
}
