import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The checkpoint in a folder: the folder itself, or the best checkpoint of a run. */
export function checkpointOf(folder: string): string {
  const best = join(folder, 'best');
  return !existsSync(join(folder, 'manifest.json')) && existsSync(join(best, 'manifest.json')) ? best : folder;
}
