import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from '@rs-sam/foundation/files';
import type { LoadedCheckpoint } from '@rs-sam/models';
import { type LoadFolderOptions, loadCheckpointFolder } from '@rs-sam/models/node';
import type { GalleryManifest } from '../../gallery/gallery-manifest';
import { HEAD_FILE, type ShortlistHead } from '../../shortlist/shortlist-head';
import { readHead, weightsOf } from '../shortlist/read-head';

/** A checkpoint with its head, and its files as a gallery keeps them. */
export interface SearchCheckpoint {
  readonly loaded: LoadedCheckpoint;
  /** Null where the checkpoint has none. */
  readonly head: ShortlistHead | null;
  /** The bytes of each file that searching needs. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What a gallery's manifest records. */
  readonly record: GalleryManifest['model'];
  /** How the features of the images are made, as a gallery's manifest has it. */
  readonly features: GalleryManifest['features'];
}

/**
 * Loads a checkpoint with its shortlist head; the caller disposes the model and its text network.
 *
 * @throws CheckpointError; ShortlistError for a head of another model.
 */
export async function readSearchCheckpoint(folder: string, options: LoadFolderOptions = {}): Promise<SearchCheckpoint> {
  const loaded = await loadCheckpointFolder(folder, options);
  try {
    const files = new Map<string, Uint8Array>();
    // The state of the optimiser is of no use here.
    const names = Object.keys(loaded.manifest.files).filter((name) => !name.startsWith('state.'));
    for (const name of ['manifest.json', ...names]) files.set(name, await readFile(join(folder, name)));
    const head = await readHead(folder, loaded.manifest);
    if (head !== null) files.set(HEAD_FILE, await readFile(join(folder, HEAD_FILE)));
    const records = Object.fromEntries(
      [...files].map(([name, bytes]) => [name, { bytes: bytes.length, sha256: sha256(bytes) }]),
    );
    const record = {
      name: loaded.model.name,
      weights: weightsOf(loaded.manifest),
      folder: `model-${sha256(JSON.stringify(records)).slice(0, 12)}`,
      files: records,
    };
    return { loaded, head, files, record, features: featuresOf(loaded.manifest) };
  } catch (error) {
    loaded.model.dispose();
    await loaded.text?.dispose();
    throw error;
  }
}

function featuresOf({ features }: LoadedCheckpoint['manifest']): GalleryManifest['features'] {
  const { backbone, layer, weights, preprocessing, inputSize, resizeFirst, dtype, grid, regions, depth } = features;
  return {
    ...{ backbone, layer, weights, preprocessing, inputSize, resizeFirst, dtype, regions, depth },
    grid: grid && [...grid],
  };
}
