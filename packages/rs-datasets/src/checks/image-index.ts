import { groupBy } from '@rs-sam/foundation/collections';
import { baseName, isImageFile, normalisedPath, withoutExtension } from '../reading/file-name';

/** The image files that fit a name of a caption file. */
export interface ImageMatch {
  /** Paths that fit equally well, sorted. */
  readonly paths: readonly string[];
  readonly extensionDiffers: boolean;
}

/**
 * Finds image files by their names in a caption file, in whatever folder they are. The first of these that fits:
 * the path or its end (`images/airport/airport_1.jpg` for `airport/airport_1.jpg`), the bare file name in the folder
 * of its class, the bare file name in any folder; then the same with another extension.
 */
export class ImageIndex {
  private readonly byName: Map<string, string[]>;
  private readonly byStem: Map<string, string[]>;

  constructor(paths: readonly string[]) {
    this.byName = groupBy(paths, (path) => baseName(path).toLowerCase());
    this.byStem = groupBy(paths, (path) => withoutExtension(baseName(path)).toLowerCase());
  }

  /** `null` where no file fits. */
  find(written: string, className: string | null): ImageMatch | null {
    const file = normalisedPath(written);
    const exact = narrowed(this.byName.get(baseName(file).toLowerCase()) ?? [], file, className);
    if (exact.length > 0) return { paths: exact, extensionDiffers: false };
    const stem = isImageFile(file) ? withoutExtension(file) : file;
    const others = this.byStem.get(baseName(stem).toLowerCase()) ?? [];
    const paths = narrowed(others, stem, className, withoutExtension);
    return paths.length > 0 ? { paths, extensionDiffers: true } : null;
  }
}

function narrowed(
  paths: readonly string[],
  file: string,
  className: string | null,
  compared = (path: string) => path,
): readonly string[] {
  const endings = [file, ...(className === null ? [] : [`${className}/${baseName(file)}`])];
  for (const ending of endings.map((text) => text.toLowerCase())) {
    const same = paths.filter((path) => compared(path).toLowerCase() === ending);
    if (same.length > 0) return same;
    const fit = paths.filter((path) => compared(path).toLowerCase().endsWith(`/${ending}`));
    if (fit.length > 0) return fit;
  }
  return paths;
}
