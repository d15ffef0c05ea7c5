import { type FileHandle, mkdir, open, readFile } from 'node:fs/promises';
import { exists, nameProblem, nameWrites, sha256, writeFileAtomically, writeFully } from '@rs-sam/foundation/files';
import { type FeatureManifest, type FeatureRecipe, PartialSchema, rowBytes, type Shard } from './feature-manifest';
import { FeatureStoreError, StoreMismatchError } from './feature-store-error';
import { featureHeader } from './feature-type';
import { formatEntry, type JournalEntry } from './journal';
import { recipeDifferences, wholeRecipe } from './recipe-differences';
import { type RecoveredSteps, recoverSteps } from './recover-steps';
import { formatStoreJson, parseStoreJson, removeTraces, storeFiles } from './store-files';
import { lockStore } from './store-lock';

/** The rows of the images of one step, in their order. */
export interface StepRows {
  /** The images that have rows, and the SHA-256 of their files. */
  readonly images: readonly { readonly name: string; readonly source: string | null }[];
  /** The images that could not be read. */
  readonly broken: readonly { readonly name: string; readonly reason: string }[];
  /** images × views rows, as bytes of the store's type. */
  readonly rows: Uint8Array;
}

/** An unfinished feature store. */
export interface FeatureWriter {
  /** The steps that are safely on disk, in order, including those of an earlier run. */
  readonly done: readonly JournalEntry[];
  /** Adds the next step. Once the promise resolves, the step survives SIGKILL and a power cut. */
  append(step: StepRows): Promise<void>;
  /** Makes the store a finished one. */
  finish(): Promise<FeatureManifest>;
  /** Leaves the store unfinished; another run can resume it. */
  close(): Promise<void>;
}

/**
 * Starts a feature store, or resumes one that was interrupted at any byte.
 *
 * Rows are written and synced first, then a line of the journal counts them. A resumed run cuts the feature file back to what the
 * journal counts, so a finished store has the same bytes however often it was interrupted.
 *
 * @throws {StoreMismatchError} where the folder has an unfinished store of another recipe.
 * @throws {FeatureStoreError} where another process is writing it.
 */
export async function openFeatureWriter(
  folder: string,
  recipe: FeatureRecipe,
  shard: Shard | null,
): Promise<FeatureWriter> {
  refuseName(folder, recipe.dataset.name);
  await mkdir(folder, { recursive: true });
  const unlock = await lockStore(folder);
  const files = storeFiles(folder);
  const handles: FileHandle[] = [];
  const close = async () => {
    for (const handle of handles.splice(0)) await handle.close();
    await unlock();
  };
  try {
    await startOrCompare(folder, recipe, shard);
    const features = await openOrCreate(files.features);
    handles.push(features);
    const journal = await openOrCreate(files.journal);
    handles.push(journal);
    const recovered = await recoverSteps(folder, recipe, features, journal);
    return writer({ folder, recipe, shard, features, journal, recovered, close });
  } catch (error) {
    await close();
    throw error;
  }
}

interface Writing {
  readonly folder: string;
  readonly recipe: FeatureRecipe;
  readonly shard: Shard | null;
  readonly features: FileHandle;
  readonly journal: FileHandle;
  readonly recovered: RecoveredSteps;
  close(): Promise<void>;
}

function writer({ folder, recipe, shard, features, journal, recovered, close }: Writing): FeatureWriter {
  const imageBytes = recipe.views.length * rowBytes(recipe);
  const { done } = recovered;
  const files = storeFiles(folder);
  let { rowsEnd, journalEnd } = recovered;

  return {
    done,
    close,
    async append({ images, broken, rows }) {
      if (rows.length !== images.length * imageBytes) {
        const problem = `${images.length} images came with ${rows.length} bytes, not ${images.length * imageBytes}.`;
        throw new FeatureStoreError(folder, problem, 'The output of the extractor does not fit its description.');
      }
      const stored = images.map((image, index) => ({
        ...image,
        features: sha256(rows.subarray(index * imageBytes, (index + 1) * imageBytes)),
      }));
      const entry = { step: done.length, images: stored, broken: [...broken] };
      await nameWrites(files.features, writeFully(features, rows, rowsEnd));
      await nameWrites(files.features, features.datasync());
      const line = Buffer.from(formatEntry(entry));
      await nameWrites(files.journal, writeFully(journal, line, journalEnd));
      rowsEnd += rows.length;
      journalEnd += line.length;
      done.push(entry);
    },
    async finish() {
      const images = done.flatMap((entry) => entry.images);
      const broken = done.flatMap((entry) => entry.broken);
      const manifest: FeatureManifest = { ...recipe, shard, images, broken };
      const rows = images.length * recipe.views.length;
      const header = featureHeader(recipe.dtype, [rows, recipe.regions, recipe.depth]);
      await nameWrites(files.features, writeFully(features, header, 0));
      await nameWrites(files.features, features.sync());
      await writeFileAtomically(storeFiles(folder).manifest, formatStoreJson(manifest));
      await removeTraces(folder);
      await close();
      return manifest;
    },
  };
}

function refuseName(folder: string, name: string): void {
  const problem = nameProblem(name);
  if (problem === null) return;
  const told = `The name of the data set, ${JSON.stringify(name)}, ${problem}.`;
  throw new FeatureStoreError(folder, told, 'Give it a plain name: folders of results are named by it.');
}

async function startOrCompare(folder: string, recipe: FeatureRecipe, shard: Shard | null): Promise<void> {
  const files = storeFiles(folder);
  if (!(await exists(files.partial))) {
    for (const [name, path] of [
      ['features.npy', files.features],
      ['journal.jsonl', files.journal],
    ] as const) {
      if (!(await exists(path))) continue;
      const remedy = 'Name another folder, or delete that file.';
      throw new FeatureStoreError(folder, `There is a ${name} without a description of its content.`, remedy);
    }
    await writeFileAtomically(files.partial, formatStoreJson({ ...recipe, shard }));
    return;
  }
  const stored = parseStoreJson(folder, 'partial.json', await readFile(files.partial, 'utf8'), PartialSchema);
  const differences = recipeDifferences(stored, { ...wholeRecipe(recipe), shard });
  if (differences.length === 0) return;
  const remedy = 'Use the same settings to resume it, name another folder, or delete this one to start again.';
  throw new StoreMismatchError(folder, differences, remedy);
}

const openOrCreate = (path: string): Promise<FileHandle> =>
  open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return open(path, 'w+');
  });
