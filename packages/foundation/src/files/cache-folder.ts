import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/** The folder of files that can be made again: `$XDG_CACHE_HOME/rs-sam`, by default under `~/.cache`. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  // By the convention a relative path is ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  const given = environment.XDG_CACHE_HOME;
  return join(given !== undefined && isAbsolute(given) ? given : join(homedir(), '.cache'), 'rs-sam');
}
