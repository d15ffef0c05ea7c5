import { readFile, rename, writeFile } from 'node:fs/promises';
import { type Codebook, CodebookError, parseCodebook, printCodebook } from '../../handcrafted/codebook';

/** @throws {CodebookError} where the file cannot be read or is no codebook. */
export async function readCodebook(file: string): Promise<Codebook> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new CodebookError(file, error.message);
  });
  return parseCodebook(text, file);
}

/** Writes the whole file or nothing. */
export async function writeCodebook(file: string, codebook: Codebook): Promise<void> {
  const partial = `${file}.partial`;
  await writeFile(partial, printCodebook(codebook));
  await rename(partial, file);
}
