import { copyFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CommandScript } from './command-script';
import { writeScene } from './write-scene';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the commands of a script find in their folder: a reader has such files. */
const files: Readonly<Record<string, (folder: string) => Promise<unknown>>> = {
  metrics: (folder) =>
    Promise.all(
      ['run.txt', 'qrels.txt'].map((name) =>
        copyFile(join(root, 'examples/metrics-only/data', name), join(folder, name)),
      ),
    ),
  search: (folder) => cp(join(root, 'docs/demo/gallery'), join(folder, 'gallery'), { recursive: true }),
  scenes: writeScene,
};

/** Writes the files that a script needs into its folder. */
export async function makeScriptFiles({ name }: Pick<CommandScript, 'name'>, folder: string): Promise<void> {
  await files[name]?.(folder);
}
