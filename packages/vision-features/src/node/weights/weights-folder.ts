import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The user's folder of weight files: `$XDG_CACHE_HOME/rs-sam/weights`, by default under `~/.cache`. */
export function weightsFolder(environment: NodeJS.ProcessEnv = process.env): string {
  // By the convention a relative path is ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  const given = environment.XDG_CACHE_HOME;
  const cache = given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache');
  return join(cache, 'rs-sam', 'weights');
}
