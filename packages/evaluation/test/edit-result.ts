import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sealJson, unsealJson } from '@rs-sam/foundation/files';

/** Changes the text of a `result.json` and gives it a hash that fits, as another evaluation would have written it. */
export async function editResult(folder: string, change: (text: string) => string): Promise<void> {
  const path = join(folder, 'result.json');
  await writeFile(path, sealJson(change(unsealJson(await readFile(path, 'utf8')).json)));
}
