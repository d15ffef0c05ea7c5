import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { unsealJson, writeFileAtomically } from '@rs-sam/foundation/files';
import { EvaluationError } from '../results/read-evaluation';

/** The learning curves, if they are beside the checkpoint: in a run's folder they are, beside a copied checkpoint they may be missing. */
export async function copyCurves(checkpoint: string, folder: string): Promise<string | null> {
  const curves = join(dirname(checkpoint), 'metrics.jsonl');
  if (!existsSync(curves)) return null;
  const text = await readFile(curves, 'utf8');
  checkLines(curves, text);
  await writeFileAtomically(join(folder, 'metrics.jsonl'), text);
  return 'metrics.jsonl';
}

/** Metrics of earlier versions have no checksums; a file that has one has one in each line. */
function checkLines(path: string, text: string): void {
  const seals = text
    .split('\n')
    .slice(0, text.endsWith('\n') ? -1 : undefined)
    .map((line) => unsealJson(line).seal);
  if (seals.every((seal) => seal === 'absent') && !text.includes('"checksum"')) return;
  const damaged = seals.findIndex((seal) => seal !== 'kept');
  if (damaged < 0) return;
  const problem = `is damaged: line ${damaged + 1} does not have its checksum.`;
  throw new EvaluationError(path, problem, 'Restore the file, or delete it: the result then has no learning curves.');
}
