import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of a checkpoint: the given folder, or the best checkpoint of a run. */
export function checkpointOf(folder: string): string {
  const best = join(folder, 'best');
  return !existsSync(join(folder, 'manifest.json')) && existsSync(join(best, 'manifest.json')) ? best : folder;
}
