import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { type CheckpointManifest, readCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { ShortlistError } from '../../shortlist/shortlist-error';
import { formatHead, HEAD_FILE, parseHead, type ShortlistHead } from '../../shortlist/shortlist-head';

/** SHA-256 of the weights of a checkpoint. */
export const weightsOf = ({ files }: Pick<CheckpointManifest, 'files'>): string =>
  files['weights.safetensors']?.sha256 as string;

/**
 * The shortlist head beside a checkpoint; null where there is none.
 *
 * @throws ShortlistError where it is damaged, or was fitted to other weights.
 */
export async function readHead(
  checkpoint: string,
  manifest: Pick<CheckpointManifest, 'files'>,
): Promise<ShortlistHead | null> {
  const file = join(checkpoint, HEAD_FILE);
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (bytes === null) return null;
  const head = await parseHead(bytes, file);
  if (head.weights === weightsOf(manifest)) return head;
  throw new ShortlistError(file, 'was fitted to other weights.', 'Fit it again with `rs-sam shortlist`.');
}

/**
 * Whether a checkpoint has a shortlist head that was fitted to its weights.
 *
 * @throws CheckpointError
 */
export async function hasShortlist(checkpoint: string): Promise<boolean> {
  const { manifest } = await readCheckpoint(folderSource(checkpoint), []);
  return readHead(checkpoint, manifest).then(
    (head) => head !== null,
    (error) => {
      if (error instanceof ShortlistError) return false;
      throw error;
    },
  );
}

/**
 * Gives a copy of a checkpoint, whose weights may be rounded, the shortlist head of the original: rounding to half precision changes a score
 * by less than the head's error.
 *
 * @returns false where the original has none.
 * @throws CheckpointError; ShortlistError where the head of the original is damaged or of other weights.
 */
export async function copyShortlist(original: string, copy: string): Promise<boolean> {
  const [from, to] = await Promise.all(
    [original, copy].map(async (folder) => (await readCheckpoint(folderSource(folder), [])).manifest),
  );
  const head = from === undefined ? null : await readHead(original, from);
  if (head === null || to === undefined) return false;
  await writeFileAtomically(join(copy, HEAD_FILE), await formatHead({ ...head, weights: weightsOf(to) }));
  return true;
}
