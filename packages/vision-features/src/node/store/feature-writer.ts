import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises';
import { sha256, writeFileAtomically, writeFully } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES } from '@rs-sam/foundation/formats';
import { type FeatureManifest, type FeatureRecipe, PartialSchema, rowBytes, type Shard } from './feature-manifest';
import { readFully } from './feature-rows';
import { FeatureStoreError, ForeignStoreError } from './feature-store-error';
import { featureHeader } from './feature-type';
import { type JournalEntry, printEntry, readJournal } from './journal';
import { recipeDifferences, wholeRecipe } from './recipe-differences';
import { exists, parseJson, printJson, storeFiles } from './store-files';
import { lockStore } from './store-lock';

/** The rows of one step's images, in their order. */
export interface StepRows {
  /** Those that have rows, and the SHA-256 of their files. */
  readonly images: readonly { readonly name: string; readonly source: string | null }[];
  /** Those that could not be read. */
  readonly broken: readonly { readonly name: string; readonly reason: string }[];
  /** images × views rows, as bytes of the store's type. */
  readonly rows: Uint8Array;
}

/** A feature store that is being made. */
export interface FeatureWriter {
  /** The steps that are safely on disk, in order; those of an earlier run too. */
  readonly done: readonly JournalEntry[];
  /** Adds the next step. When it returns, not even SIGKILL or a power cut takes the step away. */
  append(step: StepRows): Promise<void>;
  /** Turns what was written into a finished store. */
  finish(): Promise<FeatureManifest>;
  /** Leaves the store as it is, to be gone on with by another run. */
  close(): Promise<void>;
}

/**
 * Begins a feature store, or goes on with one that was interrupted, at any byte.
 *
 * Rows are written and synced first, then a line of the journal counts them. Whoever goes on cuts the feature file back to what
 * the journal counts, so that a finished store has the same bytes however often it was interrupted.
 *
 * @throws {ForeignStoreError} where the folder holds the beginning of another store.
 * @throws {FeatureStoreError} where another process is writing it.
 */
export async function openFeatureWriter(
  folder: string,
  recipe: FeatureRecipe,
  shard: Shard | null,
): Promise<FeatureWriter> {
  await mkdir(folder, { recursive: true });
  const unlock = await lockStore(folder);
  const files = storeFiles(folder);
  const handles: FileHandle[] = [];
  const close = async () => {
    for (const handle of handles.splice(0)) await handle.close();
    await unlock();
  };
  try {
    await beginOrCompare(folder, recipe, shard);
    const features = await openOrMake(files.features);
    handles.push(features);
    const journal = await openOrMake(files.journal);
    handles.push(journal);
    const done = await recover(folder, recipe, features, journal);
    return writer({ folder, recipe, shard, features, journal, done, close });
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
  readonly done: JournalEntry[];
  close(): Promise<void>;
}

function writer({ folder, recipe, shard, features, journal, done, close }: Writing): FeatureWriter {
  const imageBytes = recipe.views.length * rowBytes(recipe);
  let rowsEnd = NPY_HEADER_BYTES + countImages(done) * imageBytes;
  let journalEnd = done.reduce((sum, entry) => sum + Buffer.byteLength(printEntry(entry)), 0);

  return {
    done,
    close,
    async append({ images, broken, rows }) {
      if (rows.length !== images.length * imageBytes) {
        const problem = `${images.length} images came with ${rows.length} bytes, not ${images.length * imageBytes}.`;
        throw new FeatureStoreError(folder, problem, 'The extractor does not give what its description says.');
      }
      const stored = images.map((image, index) => ({
        ...image,
        features: sha256(rows.subarray(index * imageBytes, (index + 1) * imageBytes)),
      }));
      const entry = { step: done.length, images: stored, broken: [...broken] };
      await writeFully(features, rows, rowsEnd);
      await features.datasync();
      const line = Buffer.from(printEntry(entry));
      await writeFully(journal, line, journalEnd);
      rowsEnd += rows.length;
      journalEnd += line.length;
      done.push(entry);
    },
    async finish() {
      const images = done.flatMap((entry) => entry.images);
      const broken = done.flatMap((entry) => entry.broken);
      const manifest: FeatureManifest = { ...recipe, shard, images, broken };
      const rows = images.length * recipe.views.length;
      await writeFully(features, featureHeader(recipe.dtype, [rows, recipe.regions, recipe.depth]), 0);
      await features.sync();
      await writeFileAtomically(storeFiles(folder).manifest, printJson(manifest));
      await removeTraces(folder);
      await close();
      return manifest;
    },
  };
}

/** What only an unfinished store has. A run that was killed between its last two steps may leave it behind. */
export async function removeTraces(folder: string): Promise<void> {
  const files = storeFiles(folder);
  await rm(files.journal, { force: true });
  await rm(files.partial, { force: true });
}

async function beginOrCompare(folder: string, recipe: FeatureRecipe, shard: Shard | null): Promise<void> {
  const files = storeFiles(folder);
  if (!(await exists(files.partial))) {
    if (await exists(files.features)) {
      const remedy = 'Name another folder, or delete that file.';
      throw new FeatureStoreError(folder, 'features.npy is there, with nothing that says what is in it.', remedy);
    }
    await writeFileAtomically(files.partial, printJson({ ...recipe, shard }));
    return;
  }
  const stored = parseJson(folder, 'partial.json', await readFile(files.partial, 'utf8'), PartialSchema);
  const differences = recipeDifferences(stored, { ...wholeRecipe(recipe), shard });
  if (differences.length === 0) return;
  const remedy = 'Use the same settings to go on with it, name another folder, or delete this one to begin again.';
  throw new ForeignStoreError(folder, differences, remedy);
}

/** Cuts both files back to the last step that is whole in each, and writes a header with the rows that are planned. */
async function recover(
  folder: string,
  recipe: FeatureRecipe,
  features: FileHandle,
  journal: FileHandle,
): Promise<JournalEntry[]> {
  const imageBytes = recipe.views.length * rowBytes(recipe);
  const done = readJournal(await journal.readFile());
  const { size } = await features.stat();
  const endOf = (entries: readonly JournalEntry[]) => NPY_HEADER_BYTES + countImages(entries) * imageBytes;
  // After a power cut a file system may have kept the journal and lost rows: their hashes tell.
  while (done.length > 0 && (endOf(done) > size || !(await lastStepHolds(folder, features, done, imageBytes))))
    done.pop();
  await features.truncate(endOf(done));
  await journal.truncate(done.reduce((sum, entry) => sum + Buffer.byteLength(printEntry(entry)), 0));
  const rows = recipe.dataset.images * recipe.views.length;
  await writeFully(features, featureHeader(recipe.dtype, [rows, recipe.regions, recipe.depth]), 0);
  return done;
}

async function lastStepHolds(
  folder: string,
  features: FileHandle,
  done: readonly JournalEntry[],
  imageBytes: number,
): Promise<boolean> {
  const images = done.at(-1)?.images ?? [];
  const start = NPY_HEADER_BYTES + countImages(done.slice(0, -1)) * imageBytes;
  const rows = new Uint8Array(imageBytes);
  for (const [index, image] of images.entries()) {
    await readFully(folder, features, rows, start + index * imageBytes);
    if (sha256(rows) !== image.features) return false;
  }
  return true;
}

const countImages = (entries: readonly JournalEntry[]): number =>
  entries.reduce((sum, { images }) => sum + images.length, 0);

const openOrMake = (path: string): Promise<FileHandle> =>
  open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return open(path, 'w+');
  });
