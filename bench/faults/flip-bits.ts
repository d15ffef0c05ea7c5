import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { mulberry32Numbers } from '@rs-sam/foundation/random';
import { filesOf } from './make-set';
import { type FileType, fileTypes, type Reading, readers } from './readers';

/** What became of a flip. */
export type Fate = 'named' | 'rebuilt' | 'not read' | 'unnamed' | 'silent';

/** A flipped bit and what its reader said. */
export interface Flip {
  readonly type: string;
  readonly file: string;
  readonly byte: number;
  readonly bit: number;
  readonly reader: string | null;
  readonly fate: Fate;
  readonly told: string;
}

/**
 * Flips one random bit of one file at a time, `perType` times for each type of file, and runs a reader of the file on the whole set.
 *
 * @param pristine the set, which stays as it is. @param work a folder for copies of it.
 */
export async function* flipBits(
  pristine: string,
  work: string,
  { perType, seed, only }: { readonly perType: number; readonly seed: number; readonly only: string },
): AsyncGenerator<Flip> {
  const random = mulberry32Numbers(seed);
  const below = (count: number) => Math.floor(random() * count);
  const all = await filesOf(pristine);
  const expected = new Map<string, Reading>();
  // The weights are large: they stay at their place, and the file is restored.
  const fresh = async () => {
    for (const name of await topLevel(work)) {
      if (name !== 'cache') await rm(join(work, name), { recursive: true, force: true });
    }
    for (const name of await topLevel(pristine)) {
      if (name !== 'cache') await cp(join(pristine, name), join(work, name), { recursive: true });
    }
  };
  await cp(pristine, work, { recursive: true });
  for (const type of fileTypes) {
    const files = all.filter((file) => type.files.test(file));
    if (files.length === 0) throw new Error(`The set has no ${type.name}.`);
    for (let count = 0; count < perType; count++) {
      const file = files[below(files.length)] as string;
      const bytes = await readFile(join(pristine, file));
      const [byte, bit] = [below(bytes.length), below(8)];
      const reader = type.readers[count % type.readers.length] ?? null;
      if (!type.name.includes(only)) continue;
      const flip = { type: type.name, file, byte, bit, reader };
      if (reader === null) {
        yield { ...flip, fate: 'not read', told: '' };
        continue;
      }
      if (!expected.has(reader)) {
        await fresh();
        const reading = await readers[reader](work);
        if (reading.failed && reader !== 'lock')
          throw new Error(`${reader} fails on the undamaged set: ${reading.told}`);
        expected.set(reader, reading);
      }
      await fresh();
      const flipped = Buffer.from(bytes);
      flipped[byte] = (flipped[byte] as number) ^ (1 << bit);
      await writeFile(join(work, file), flipped);
      const reading = await readers[reader](work);
      const after = await readFile(join(work, file)).catch(() => null);
      yield { ...flip, ...fateOf(type, file, reading, expected.get(reader) as Reading, after?.equals(bytes) ?? false) };
      await writeFile(join(work, file), bytes);
    }
  }
}

function fateOf(
  type: FileType,
  file: string,
  { failed, told, result }: Reading,
  expected: Reading,
  restored: boolean,
): { readonly fate: Fate; readonly told: string } {
  const newlyTold = told.includes(basename(file)) && !expected.told.includes(basename(file));
  if (newlyTold || (expected.failed && failed && told.includes(basename(file)))) return { fate: 'named', told };
  if (failed) return { fate: 'unnamed', told };
  const same = result === expected.result;
  return {
    fate: same && (restored || type.derived === true) ? 'rebuilt' : 'silent',
    told: same ? '' : 'another result',
  };
}

const topLevel = async (folder: string) => [
  ...new Set((await filesOf(folder)).map((file) => file.split('/')[0] as string)),
];
