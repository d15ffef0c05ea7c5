import { readFile } from 'node:fs/promises';
import { npyHeader, parseNpyHeader } from '@rs-sam/vision-features/node';
import { writeFileAtomically } from '../checkpoint/atomic-files';

/** A score matrix file that cannot be used. */
export class ScoreFileError extends Error {
  override readonly name = 'ScoreFileError';

  constructor(
    readonly file: string,
    readonly problem: string,
  ) {
    super(`${file} ${problem}. Delete it and evaluate again.`);
  }
}

/** A score matrix [images, captions], row-major. */
export interface ScoreMatrixFile {
  readonly scores: Float32Array;
  readonly images: number;
  readonly captions: number;
}

/** Writes a matrix as NumPy's `.npy`, float32. */
export function writeScores(path: string, { scores, images, captions }: ScoreMatrixFile): Promise<void> {
  const body = Buffer.from(scores.buffer, scores.byteOffset, scores.byteLength);
  return writeFileAtomically(path, Buffer.concat([npyHeader('float32', [images, captions]), body]));
}

/** @throws ScoreFileError where the file is no float32 matrix, or was cut short. */
export async function readScores(path: string): Promise<ScoreMatrixFile> {
  const bytes = await readFile(path);
  const header = parseNpyHeader(bytes);
  const [images, captions] = header?.shape ?? [];
  if (header?.dtype !== 'float32' || header.shape.length !== 2 || images === undefined || captions === undefined) {
    throw new ScoreFileError(path, 'is no float32 matrix in NumPy format');
  }
  const body = bytes.subarray(header.dataStart);
  if (body.length !== 4 * images * captions) {
    throw new ScoreFileError(
      path,
      `has ${body.length} bytes of numbers, and [${header.shape}] needs ${4 * images * captions}`,
    );
  }
  // A copy, which is aligned.
  return { scores: new Float32Array(new Uint8Array(body).buffer), images, captions };
}
