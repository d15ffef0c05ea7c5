import { join } from 'node:path';
import { cacheFolder } from '@rs-sam/foundation/files';

/** The user's folder for the tokens that text networks have computed of captions: `$XDG_CACHE_HOME/rs-sam/tokens`, by default under `~/.cache`. */
export function tokenStore(): string {
  return join(cacheFolder(), 'tokens');
}
