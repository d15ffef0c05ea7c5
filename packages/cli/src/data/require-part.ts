import type { CaptionDataset } from '@rs-sam/datasets';
import { UsageError } from '../program/usage-error';

/**
 * @param remedy - A sentence that names the options that help.
 * @param name - Of the data set, where there are several.
 * @throws {UsageError} if the split of the data set has no images in the part.
 */
export function requirePart({ images }: CaptionDataset, part: string, remedy: string, name?: string): void {
  if (images.some(({ split }) => split === part)) return;
  const parts = [...new Set(images.flatMap(({ split }) => split ?? []))];
  const known = parts.length === 0 ? 'The data set has no split.' : `Its parts are: ${parts.join(', ')}.`;
  const of = name === undefined ? '' : ` of ${name}`;
  throw new UsageError(`The split${of} has no images in the part "${part}". ${known} ${remedy}`);
}
