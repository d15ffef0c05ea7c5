import { readFileSync } from 'node:fs';

/** The version of this package. Its manifest is one folder above `src/` and `dist/`. */
export function packageVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return manifest.version;
}
