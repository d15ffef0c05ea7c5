import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of `docs/commands`: shell commands that a page shows region by region. */
export interface CommandScript {
  /** The name of the file without `.sh`. */
  readonly name: string;
  readonly path: string;
  /** What the commands need beside the repository, from a first line `# Needs: …`; null: they run anywhere, and in a test. */
  readonly needs: string | null;
  readonly regions: readonly CommandRegion[];
}

/** Commands between `# region name` and `# endregion name`. */
export interface CommandRegion {
  readonly name: string;
  readonly text: string;
}

/** The scripts in a folder, by name. */
export function readCommandScripts(folder: string): CommandScript[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.sh'));
  return names.sort().map((file) => {
    const path = join(folder, file);
    const text = readFileSync(path, 'utf8');
    return {
      ...{ name: file.slice(0, -'.sh'.length), path },
      needs: text.match(/^# Needs: (.*)$/m)?.[1] ?? null,
      regions: regionsOf(text),
    };
  });
}

/** The regions of a text whose markers are comments of `#`, as VitePress finds them. */
export function regionsOf(text: string): CommandRegion[] {
  return [...text.matchAll(/^# region ([\w-]+)\n([\s\S]*?)^# endregion \1$/gm)].map(([, name = '', lines = '']) => ({
    name,
    text: lines,
  }));
}
