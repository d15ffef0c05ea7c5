import { join } from 'node:path';
import { cacheFolder } from '@rs-sam/foundation/files';

/** The user's folder of weight files: `$XDG_CACHE_HOME/rs-sam/weights`, by default under `~/.cache`. */
export function weightsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  return join(cacheFolder(environment), 'weights');
}
