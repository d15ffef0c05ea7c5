import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { nameWrites, sha256, writeFileAtomically, writeFully } from '@rs-sam/foundation/files';
import { NPY_HEADER_BYTES, npyHeader } from '@rs-sam/foundation/formats';
import { type ArrayRecord, type SegmentRecord, type SkippedImage, THUMBNAILS } from '../../gallery/gallery-manifest';
import { type EncodedImage, formatStep, parseSteps, type SegmentStep } from './segment-journal';

/** The files that only an unfinished segment has. */
export const PARTIAL = 'partial.json';
const JOURNAL = 'journal.jsonl';

/** What a step adds. */
export interface NewStep {
  /** The images in their order; the places of their thumbnails are filled in. */
  readonly images: readonly (Omit<EncodedImage, 'thumbnail'> & { readonly thumbnail: Uint8Array })[];
  readonly skipped: readonly SkippedImage[];
  /** The ids of windows that have too few data. */
  readonly empty: readonly string[];
  /** Of each array, the bytes of the images' rows. */
  readonly arrays: Readonly<Record<string, Uint8Array>>;
}

/** Keeps the steps of a run, of which the images become items later. */
export interface StepWriter {
  /** The steps that are safe, those of an earlier run too. */
  readonly done: readonly SegmentStep[];
  /** Appends a step. Once the promise resolves, it survives SIGKILL and a power cut. */
  append(step: NewStep): Promise<void>;
  /** Leaves the steps as they are; they can be resumed. */
  close(): Promise<void>;
}

/** An unfinished segment. */
export interface SegmentWriter extends StepWriter {
  /** Completes the files. The segment counts once a manifest names it; call `removeTraces` then. */
  finish(): Promise<SegmentRecord>;
}

/**
 * Starts a segment, or resumes one that was interrupted at any byte: each file is cut back to the last step that all of them have.
 *
 * @param plan what the segment is going to hold: `partial.json`, for the caller to compare.
 */
export async function openSegmentWriter(
  folder: string,
  name: string,
  arrays: Readonly<Record<string, ArrayRecord>>,
  plan: string,
): Promise<SegmentWriter> {
  await mkdir(folder, { recursive: true });
  await writeFileAtomically(join(folder, PARTIAL), plan);
  const starts = new Map<string, number>([
    ...Object.keys(arrays).map((array): [string, number] => [`${array}.npy`, NPY_HEADER_BYTES]),
    [THUMBNAILS, 0],
  ]);
  const handles = new Map<string, FileHandle>();
  const close = async () => {
    for (const handle of handles.values()) await handle.close();
    handles.clear();
  };
  const pathOf = (file: string) => join(folder, file);
  const handleOf = (file: string) => handles.get(file) as FileHandle;
  try {
    for (const file of [...starts.keys(), JOURNAL]) handles.set(file, await openOrCreate(pathOf(file)));
    const { done, ends, journalEnd } = await recover(starts, handleOf);
    let end = journalEnd;
    return {
      done,
      close,
      async append({ images, skipped, empty, arrays: rows }) {
        const thumbnails = Buffer.concat(images.map(({ thumbnail }) => thumbnail));
        const bytes = new Map<string, Uint8Array>(Object.entries(rows).map(([array, data]) => [`${array}.npy`, data]));
        bytes.set(THUMBNAILS, thumbnails);
        let place = ends.get(THUMBNAILS) as number;
        const placed = images.map(({ thumbnail, ...image }): EncodedImage => {
          place += thumbnail.length;
          return { ...image, thumbnail: [place - thumbnail.length, thumbnail.length] };
        });
        const pieces = Object.fromEntries(
          [...bytes].map(([file, data]) => [file, [data.length, sha256(data)] as const]),
        );
        for (const [file, data] of bytes) {
          await nameWrites(pathOf(file), writeFully(handleOf(file), data, ends.get(file) as number));
          await nameWrites(pathOf(file), handleOf(file).datasync());
          ends.set(file, (ends.get(file) as number) + data.length);
        }
        const step = { step: done.length, images: placed, skipped: [...skipped], empty: [...empty], pieces };
        const line = Buffer.from(formatStep(step));
        await nameWrites(pathOf(JOURNAL), writeFully(handleOf(JOURNAL), line, end));
        await nameWrites(pathOf(JOURNAL), handleOf(JOURNAL).datasync());
        end += line.length;
        done.push(step);
      },
      async finish() {
        const rows = done.reduce((sum, { images }) => sum + images.length, 0);
        const files: Record<string, { bytes: number; sha256: string }> = {};
        for (const [file] of starts) {
          const record = arrays[file.replace(/\.npy$/, '')];
          const handle = handleOf(file);
          if (record !== undefined) {
            await nameWrites(pathOf(file), writeFully(handle, npyHeader(record.type, [rows, ...record.shape]), 0));
          }
          await nameWrites(pathOf(file), handle.sync());
          files[file] = await hashOf(handle);
        }
        await close();
        return { name, rows, files };
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Removes what only an unfinished segment has. */
export async function removeTraces(folder: string): Promise<void> {
  await rm(join(folder, JOURNAL), { force: true });
  await rm(join(folder, PARTIAL), { force: true });
}

/** Cuts all files back to the last step that is whole in each of them. */
async function recover(starts: ReadonlyMap<string, number>, handleOf: (file: string) => FileHandle) {
  const { steps, ends: lines } = parseSteps(await handleOf(JOURNAL).readFile());
  const ends = new Map(starts);
  const done: SegmentStep[] = [];
  for (const step of steps) {
    const next = new Map(ends);
    let whole = true;
    for (const file of starts.keys()) {
      const [length, hash] = step.pieces[file] ?? [0, ''];
      const start = ends.get(file) as number;
      next.set(file, start + length);
      whole &&= (await hashOf(handleOf(file), start, start + length)).sha256 === hash;
    }
    if (!whole) break;
    done.push(step);
    for (const [file, end] of next) ends.set(file, end);
  }
  for (const [file, end] of ends) await handleOf(file).truncate(end);
  const journalEnd = lines[done.length - 1] ?? 0;
  await handleOf(JOURNAL).truncate(journalEnd);
  return { done, ends, journalEnd };
}

async function openOrCreate(path: string): Promise<FileHandle> {
  return open(path, 'r+').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return open(path, 'w+');
    throw error;
  });
}

const PIECE = 1 << 20;

/** Length and hash of a part of a file; the part may end earlier than asked for, which changes the hash. */
async function hashOf(
  handle: FileHandle,
  start = 0,
  end = Number.POSITIVE_INFINITY,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256');
  const buffer = new Uint8Array(PIECE);
  let at = start;
  while (at < end) {
    const { bytesRead } = await handle.read(buffer, 0, Math.min(PIECE, end - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return { bytes: at - start, sha256: hash.digest('hex') };
}
