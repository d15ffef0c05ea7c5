import { readFile } from 'node:fs/promises';
import { fileProblem, RsSamError } from '@rs-sam/foundation/errors';
import { sha256, writeFileAtomically } from '@rs-sam/foundation/files';
import { NpyError, npyHeader, parseNpyHeader } from '@rs-sam/foundation/formats';

/** Remedies of errors of reading: there may be nothing to delete, or nothing wrong with the content. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'Restore it, or evaluate again.',
  ENOTDIR: 'Name the scores.npy of an evaluation.',
  EISDIR: 'Name the scores.npy of an evaluation.',
};

/** A score matrix file that cannot be used. */
export class ScoreFileError extends RsSamError {
  override readonly name = 'ScoreFileError';
  override readonly code = 'RS_SAM_SCORE_FILE';

  constructor(
    readonly file: string,
    readonly problem: string,
    readonly remedy = 'Delete it and evaluate again.',
  ) {
    super(`${file} ${problem}. ${remedy}`);
  }
}

/** A score matrix [images, captions], row-major. */
export interface ScoreMatrixFile {
  readonly scores: Float32Array;
  readonly images: number;
  readonly captions: number;
}

/** SHA-256 of the numbers, header not included. */
export function scoresHash(scores: Float32Array): string {
  return sha256(Buffer.from(scores.buffer, scores.byteOffset, scores.byteLength));
}

/** Writes a matrix as NumPy's `.npy`, float32. */
export function writeScores(path: string, { scores, images, captions }: ScoreMatrixFile): Promise<void> {
  const body = Buffer.from(scores.buffer, scores.byteOffset, scores.byteLength);
  return writeFileAtomically(path, Buffer.concat([npyHeader('<f4', [images, captions]), body]));
}

/** @throws ScoreFileError if the file does not exist, cannot be read, is not such a matrix, or is truncated. */
export async function readScores(path: string): Promise<ScoreMatrixFile> {
  return (await readMatrix(path)).matrix;
}

/**
 * As {@link readScores}, for a file of {@link writeScores}: its numbers have this hash, and every byte before them is as it was written.
 *
 * @param otherScores makes the error for numbers with another hash. Default: a ScoreFileError.
 * @throws ScoreFileError where one of them differs, too.
 */
export async function readHashedScores(
  path: string,
  hash: string,
  otherScores = (): Error => new ScoreFileError(path, 'does not have the recorded hash'),
): Promise<ScoreMatrixFile> {
  const { matrix, header } = await readMatrix(path);
  if (scoresHash(matrix.scores) !== hash) throw otherScores();
  if (!header.equals(npyHeader('<f4', [matrix.images, matrix.captions]))) {
    throw new ScoreFileError(path, 'does not have the recorded hash');
  }
  return matrix;
}

/** The matrix, and the bytes before its numbers. */
async function readMatrix(path: string): Promise<{ readonly matrix: ScoreMatrixFile; readonly header: Buffer }> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new ScoreFileError(path, fileProblem(error), REMEDIES[error.code ?? ''] ?? 'Make it readable and rerun.');
  });
  const { images, captions, dataStart } = matrixHeader(bytes, path);
  const body = bytes.subarray(dataStart);
  if (body.length !== 4 * images * captions) {
    const needed = 4 * images * captions;
    throw new ScoreFileError(path, `has ${body.length} bytes of numbers, and [${images}, ${captions}] needs ${needed}`);
  }
  // A copy, because the numbers must be aligned.
  const scores = new Float32Array(new Uint8Array(body).buffer);
  return { matrix: { scores, images, captions }, header: bytes.subarray(0, dataStart) };
}

function matrixHeader(bytes: Uint8Array, path: string) {
  try {
    const { type, shape, fortranOrder, dataStart } = parseNpyHeader(bytes);
    const [images, captions] = shape;
    if (type === '<f4' && !fortranOrder && shape.length === 2) {
      return { images: images as number, captions: captions as number, dataStart };
    }
  } catch (error) {
    if (!(error instanceof NpyError)) throw error;
  }
  throw new ScoreFileError(path, 'is not a float32 matrix in NumPy format');
}
