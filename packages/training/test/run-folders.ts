import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A temporary folder, and the path of a new one in it for each run of a test file; all are deleted after its tests. */
export function runFolders(): { readonly parent: string; readonly newFolder: () => string } {
  const parent = mkdtempSync(join(tmpdir(), 'rs-sam-runs-'));
  afterAll(() => rm(parent, { recursive: true }));
  let runs = 0;
  return { parent, newFolder: () => join(parent, `run-${runs++}`) };
}
