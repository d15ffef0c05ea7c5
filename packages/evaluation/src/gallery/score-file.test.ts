import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readHashedScores, readScores, ScoreFileError, scoresHash, writeScores } from './score-file';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rs-sam-scores-'));
  path = join(folder, 'scores.npy');
});
afterEach(() => rm(folder, { recursive: true }));

const matrix = { scores: Float32Array.of(1, 2, 3, 4, 5, 6.5), images: 2, captions: 3 };

describe('score files', () => {
  it('are the files that NumPy writes', async () => {
    await writeScores(path, matrix);
    const bytes = await readFile(path);
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\x93NUMPY\x01\x00');
    expect(8 + 2 + bytes.readUInt16LE(8)).toBe(128);
    expect(bytes.toString('latin1', 10, 127).trimEnd()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }",
    );
    expect(bytes.readFloatLE(128 + 4 * 5)).toBe(6.5);
    expect(await readScores(path)).toEqual(matrix);
  });

  it('are refused when truncated or of another type', async () => {
    await writeScores(path, matrix);
    const bytes = await readFile(path);
    await writeFile(path, bytes.subarray(0, -4));
    await expect(readScores(path)).rejects.toThrow('has 20 bytes of numbers, and [2, 3] needs 24. Delete it');
    await writeFile(path, Buffer.from(bytes.toString('latin1').replace('<f4', '<f8'), 'latin1'));
    await expect(readScores(path)).rejects.toThrow('is not a float32 matrix');
  });

  it('that cannot be read have a remedy that fits', async () => {
    const none = join(folder, 'none.npy');
    await expect(readScores(none)).rejects.toThrow(`${none} does not exist. Restore it, or evaluate again.`);
    await expect(readScores(folder)).rejects.toThrow(
      `${folder} is a folder, not a file. Name the scores.npy of an evaluation.`,
    );
    for (const path of [none, folder]) await expect(readScores(path)).rejects.not.toThrow('Delete');
  });

  it('of a result are refused where any byte of the header or of the numbers was altered', async () => {
    await writeScores(path, matrix);
    const hash = scoresHash(matrix.scores);
    expect(await readHashedScores(path, hash)).toEqual(matrix);
    const bytes = await readFile(path);
    for (let byte = 0; byte < bytes.length; byte++) {
      await writeFile(path, bytes.with(byte, (bytes[byte] as number) ^ (1 << (byte & 7))));
      const error = await readHashedScores(path, hash).catch((thrown: unknown) => thrown);
      expect(error, `byte ${byte}`).toBeInstanceOf(ScoreFileError);
      expect((error as Error).message).toContain(path);
    }
    // NumPy pads with spaces and would read this; the header was nevertheless not written by rs-sam.
    await writeFile(path, bytes.with(126, 9));
    expect(await readScores(path)).toEqual(matrix);
    await expect(readHashedScores(path, hash)).rejects.toThrow(`${path} does not have the recorded hash. Delete it`);
  });
});
