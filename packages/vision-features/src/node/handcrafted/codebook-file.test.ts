import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CodebookError, createCodebook, formatCodebook } from '../../handcrafted/codebook';
import { readCodebook, writeCodebook } from './codebook-file';

const ORIGIN = { dataset: 'ucm', split: 'train', images: 2, descriptors: 60, seed: 1 };

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-codebook-file-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const codebook = await createCodebook(
    Float32Array.from({ length: 2 * 128 }, (_, i) => i / 7),
    ORIGIN,
  );
  return { path: join(folder, 'words.json'), codebook };
}

it('refuses a codebook whose origin was altered, with the name of the file', async () => {
  const { path, codebook } = await setUp();
  await writeCodebook(path, codebook);
  const text = await readFile(path, 'utf8');
  // The hash of the centroids does not cover these.
  for (const [from, to] of [
    ['"split": "train"', '"split": "trail"'],
    ['"seed": 1', '"seed": 3'],
  ] as const) {
    expect(text).toContain(from);
    await writeFile(path, text.replace(from, to));
    const reading = readCodebook(path);
    await expect(reading).rejects.toThrow(CodebookError);
    await expect(reading).rejects.toThrow(`${path} is not a usable codebook: it does not have the checksum`);
  }
  await writeFile(path, text.replace('"checksum"', '"checkstm"'));
  await expect(readCodebook(path)).rejects.toThrow(path);
});

it('reads a codebook of an earlier version, which has no checksum', async () => {
  const { path, codebook } = await setUp();
  await writeFile(path, formatCodebook(codebook));
  expect(await readCodebook(path)).toEqual(codebook);
});
