import { readFile } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import type { Region } from '@rs-sam/search/scene';
import { UsageError } from '../program/usage-error';

/**
 * Reads the region of `--region`.
 *
 * @param share of a window that has to be in it; null where it is enough that they meet.
 * @throws {UsageError} for a file that cannot be read or is no JSON; RegionError.
 */
export async function readRegion(file: string, share: number | null): Promise<Region> {
  const { parseRegion } = await import('@rs-sam/search/scene');
  const text = await readFile(file, 'utf8').catch((cause) => {
    throw new UsageError(`The file of --region ${fileProblem(cause)}: ${file}.`, { cause });
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`The file of --region is no JSON: ${file}.`, { cause });
  }
  return parseRegion(json, share);
}
