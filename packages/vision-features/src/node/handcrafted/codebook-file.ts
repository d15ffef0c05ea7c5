import { readFile } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import { sealJson, writeFileAtomically } from '@rs-sam/foundation/files';
import { type Codebook, CodebookError, formatCodebook, parseCodebook } from '../../handcrafted/codebook';

/** @throws {CodebookError} where the file cannot be read or is not a codebook. */
export async function readCodebook(file: string): Promise<Codebook> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CodebookError(file, `it ${fileProblem(error)}`);
  });
  return parseCodebook(text, file);
}

/**
 * Writes the whole file, with its checksum, or nothing.
 *
 * @throws {FileWriteError}
 */
export function writeCodebook(file: string, codebook: Codebook): Promise<void> {
  return writeFileAtomically(file, sealJson(formatCodebook(codebook)));
}
