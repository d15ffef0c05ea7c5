import { groupBy } from '@rs-sam/foundation/collections';
import { CaptionFileError } from '../errors/caption-file-error';
import type { ParsedImage } from '../formats/parsed-image';
import { baseName, normalisedPath } from '../reading/file-name';
import type { SkippedFile } from '../reading/source-file';
import { placeOf } from './check';

/**
 * A name whose image was not found must not mean a file that is not read, such as a named pipe or a link out of the folder: a
 * command that opens the image by its name would open that one.
 * @throws CaptionFileError names the caption file and the entry
 */
export function requireNoSkippedFile(images: readonly ParsedImage[], skipped: readonly SkippedFile[]): void {
  if (skipped.length === 0) return;
  const byName = groupBy(skipped, ({ path }) => baseName(path).toLowerCase());
  for (const image of images) {
    if (image.path !== undefined) continue;
    const file = normalisedPath(image.file).toLowerCase();
    const named = file
      .split('/')
      .flatMap((part) => byName.get(part) ?? [])
      .find(
        ({ path }) =>
          `/${path}/`.toLowerCase().endsWith(`/${file}/`) || `/${file}/`.includes(`/${baseName(path).toLowerCase()}/`),
      );
    if (named === undefined) continue;
    const problem = `The image ${JSON.stringify(image.file)} is not read: ${named.path} is ${named.skipped}.`;
    const remedy =
      'Put the file itself there. To follow links out of the folder, use { followLinks: true } (rs-sam: --follow-links).';
    throw new CaptionFileError(placeOf(image), problem, remedy);
  }
}
