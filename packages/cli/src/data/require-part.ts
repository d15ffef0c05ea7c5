import type { CaptionDataset } from '@rs-sam/datasets';
import { UsageError } from '../program/usage-error';

/**
 * @param remedy - A sentence that names the options that help.
 * @throws {UsageError} if the split of the data set has no images in the part.
 */
export function requirePart({ images }: CaptionDataset, part: string, remedy: string): void {
  if (images.some(({ split }) => split === part)) return;
  const parts = [...new Set(images.flatMap(({ split }) => split ?? []))];
  const known = parts.length === 0 ? 'The data set has no split.' : `Its parts are: ${parts.join(', ')}.`;
  throw new UsageError(`The split has no images in the part "${part}". ${known} ${remedy}`);
}
