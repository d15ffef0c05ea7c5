import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the real caption data sets (`ucm`, `sydney`, `rsitmd`, `nwpu`), which are not ours to publish: the environment
 * variable `RS_SAM_DATA`, or else `data/` at the root of the repository, which git ignores.
 */
export const DATA_FOLDER = process.env.RS_SAM_DATA ?? fileURLToPath(new URL('../data', import.meta.url));

/** The path of a file or folder of a real data set, or undefined where the data set is not installed. */
export function realData(...path: readonly string[]): string | undefined {
  const full = join(DATA_FOLDER, ...path);
  return existsSync(full) ? full : undefined;
}

/** The note for `skip` of a test that needs a real data set; all these tests make one line of the summary. */
export const NO_REAL_DATA = 'real data sets that are not in data/ or $RS_SAM_DATA';
