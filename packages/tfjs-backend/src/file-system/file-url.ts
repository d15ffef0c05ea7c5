const SCHEME = 'file://';

/**
 * The path of a `file://` address, as tfjs-node takes it: `file://models/sam` and `file://./models/sam` are relative to the current
 * folder, `file:///home/ann/sam` is absolute. In an absolute address `%20` is a space, as `pathToFileURL` of Node writes it.
 *
 * @returns undefined for another address.
 */
export function pathOfFileUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || !url.startsWith(SCHEME)) return undefined;
  const rest = url.slice(SCHEME.length);
  if (!rest.startsWith('/')) return rest;
  const path = decoded(rest);
  // file:///C:/models
  return /^\/[A-Za-z]:[/\\]/.test(path) ? path.slice(1) : path;
}

/** A path with a lone `%` is not encoded. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
