import { lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InvalidOptionError } from '@rs-sam/foundation/errors';
import {
  CHECKSUM_LIST,
  FileWriteError,
  formatChecksumList,
  sha256,
  writeFileAtomically,
} from '@rs-sam/foundation/files';
import { type SyntheticDataset, type SyntheticOptions, syntheticDataset } from '../synthetic/synthetic-dataset';
import { isFreeOrSame } from './existing-files';
import { ExistingFilesError } from './existing-files-error';
import { renderScene } from './render-scene';

/** Scenes that are drawn in parallel: `sharp` draws each on its own thread. */
const AT_A_TIME = 8;

export interface WriteSyntheticOptions extends SyntheticOptions {
  /** Whether files that are in the folder already may be replaced, and others may be there. Default: false. */
  readonly force?: boolean;
  /** Stops after the scenes that are being drawn; the same call goes on. */
  readonly signal?: AbortSignal;
  /** Gets the number of images that are drawn, those of an earlier call too, which are compared first. */
  readonly onProgress?: (progress: DrawingProgress) => void;
}

/** How far `writeSyntheticDataset` is. */
export interface DrawingProgress {
  readonly done: number;
  readonly total: number;
}

/** A file of the data set, and its content once it is asked for. */
type Files = ReadonlyMap<string, () => Promise<Uint8Array | string>>;

/**
 * Writes a synthetic data set in the usual form: images in `images/`, captions in `dataset.json` (Karpathy JSON, written last);
 * beside them `scenes.jsonl`, one line per image with the boxes of its objects and the words of each caption that name them.
 * `checksums.json` has the hashes of both: `alteredFile` tells where one of them was edited or damaged.
 * The same call on the same folder changes nothing.
 * @throws SyntheticError, InvalidOptionError as `syntheticDataset`
 * @throws ExistingFilesError where the folder has other files, or the same with another content, and `force` is not set
 * @throws FileWriteError where a file cannot be written
 * @throws MissingPackageError where `sharp` is not installed
 */
export async function writeSyntheticDataset(folder: string, options: WriteSyntheticOptions): Promise<SyntheticDataset> {
  const { force = false, signal, onProgress = () => undefined, ...scenes } = options;
  if (typeof force !== 'boolean') throw new InvalidOptionError('force', force, 'true or false');
  if (typeof onProgress !== 'function') throw new InvalidOptionError('onProgress', onProgress, 'a function');
  const synthetic = syntheticDataset(scenes);
  const files = filesOf(synthetic);
  const total = synthetic.dataset.images.length;
  const finished = new Set<string>();
  let done = 0;
  if (!force) {
    for await (const name of filesOfEarlierCall(folder, files)) {
      signal?.throwIfAborted();
      finished.add(name);
      if (isImage(name)) onProgress({ done: ++done, total });
    }
  }
  await mkdir(join(folder, 'images'), { recursive: true }).catch((error) => {
    throw new FileWriteError(join(folder, 'images'), error);
  });
  const write = async (name: string) => writeFileAtomically(join(folder, name), (await files.get(name)?.()) ?? '');
  const images = [...files.keys()].filter((name) => isImage(name) && !finished.has(name));
  for (let first = 0; first < images.length; first += AT_A_TIME) {
    signal?.throwIfAborted();
    onProgress({ done: done + first, total });
    // All have ended before an error is thrown: the same call may be made again at once.
    const ends = await Promise.allSettled(images.slice(first, first + AT_A_TIME).map(write));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }
  onProgress({ done: total, total });
  await write('scenes.jsonl');
  await write('dataset.json');
  await write(CHECKSUM_LIST);
  return synthetic;
}

function filesOf({ dataset: { images }, scenes }: SyntheticDataset): Files {
  const entries = images.map(({ file, split, className, captions }, index) => ({
    filename: file,
    imgid: index,
    split,
    cls: className,
    sentences: captions.map((raw) => ({ raw })),
  }));
  const lines = scenes.map(({ svg, ...scene }, index) => JSON.stringify({ id: images[index]?.id, ...scene }));
  const boxes = `${lines.join('\n')}\n`;
  const captions = `${JSON.stringify({ dataset: 'synthetic', images: entries }, null, 1)}\n`;
  const hashes = { 'scenes.jsonl': sha256(boxes), 'dataset.json': sha256(captions) };
  return new Map<string, () => Promise<Uint8Array | string>>([
    ...scenes.map((scene, index) => [`images/${images[index]?.file}`, () => renderScene(scene)] as const),
    ['scenes.jsonl', async () => boxes],
    ['dataset.json', async () => captions],
    // Each image has checksums of its own, which decoding checks.
    [CHECKSUM_LIST, async () => formatChecksumList(hashes)],
  ]);
}

const isImage = (name: string): boolean => name.startsWith('images/');

/**
 * The files that an earlier call has written, each once it is compared.
 *
 * @throws ExistingFilesError at the end, where others are in the folder
 */
async function* filesOfEarlierCall(folder: string, files: Files): AsyncGenerator<string> {
  const inTheWay: string[] = [];
  for (const name of [
    ...(await namesIn(folder)),
    ...(await namesIn(join(folder, 'images'))).map((file) => `images/${file}`),
  ]) {
    if (name === 'images' && (await lstat(join(folder, name))).isDirectory()) continue;
    const content = files.get(name);
    if (content !== undefined && (await isFreeOrSame(join(folder, name), content))) yield name;
    else inTheWay.push(join(folder, name));
  }
  if (inTheWay.length > 0) throw new ExistingFilesError(inTheWay);
}

/** Hidden files are no part of a data set, and a killed command leaves a file that was being written. */
const namesIn = async (folder: string) =>
  (await readdir(folder).catch(() => [])).filter((name) => !name.startsWith('.') && !name.endsWith('.new')).sort();
