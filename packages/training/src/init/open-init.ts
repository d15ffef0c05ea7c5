import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recoverFolder, withFolderLock } from '@rs-sam/foundation/files';
import {
  CheckpointError,
  type CheckpointManifest,
  type ModelFiles,
  readCheckpoint,
  readModelFiles,
} from '@rs-sam/models';
import { checkpointOf, folderSource } from '@rs-sam/models/node';
import { Vocabulary } from '@rs-sam/text-encoder';

/** A checkpoint as the manifest of a run records it. */
export type InitRecord = NonNullable<CheckpointManifest['init']>;

/** The checkpoint that a new run starts from. */
export interface NewInit {
  readonly kind: 'new';
  readonly record: InitRecord;
  readonly files: ModelFiles;
}

/** The checkpoint that a resumed run started from, and the vocabulary of the run. */
export interface ResumedInit {
  readonly kind: 'resumed';
  readonly record: InitRecord;
  readonly vocabulary: Vocabulary;
}

/**
 * Reads the checkpoint that a training starts from. A run that has started has its weights and its vocabulary, and needs the checkpoint
 * no more; if the checkpoint is still there, its weights are recorded, to be compared.
 *
 * @param checkpoint the folder of a checkpoint, or of a run, whose best checkpoint is used.
 * @param run the folder of the run.
 * @throws CheckpointError names the file that is missing or damaged.
 */
export async function openInit(checkpoint: string, run: string): Promise<NewInit | ResumedInit> {
  if (!existsSync(run)) return readNew(checkpoint);
  return withFolderLock(run, async () => {
    const last = join(run, 'last');
    await recoverFolder(last);
    return existsSync(last) ? readResumed(checkpoint, last) : readNew(checkpoint);
  });
}

async function readNew(checkpoint: string): Promise<NewInit> {
  const files = await readModelFiles(folderSource(checkpointOf(checkpoint)));
  return { kind: 'new', record: { checkpoint, weights: weightsOf(files.manifest) }, files };
}

async function readResumed(checkpoint: string, last: string): Promise<ResumedInit> {
  const { manifest, files } = await readCheckpoint(folderSource(last), ['vocabulary.json']);
  const vocabulary = Vocabulary.fromJSON(JSON.parse(new TextDecoder().decode(files['vocabulary.json'])));
  const record = await readCheckpoint(folderSource(checkpointOf(checkpoint)), []).then(
    (found) => ({ checkpoint, weights: weightsOf(found.manifest) }),
    (error: unknown) => {
      if (error instanceof CheckpointError && manifest.init?.checkpoint === checkpoint) return manifest.init;
      throw error;
    },
  );
  return { kind: 'resumed', record, vocabulary };
}

function weightsOf({ files }: CheckpointManifest): string {
  return files['weights.safetensors']?.sha256 as string;
}
