import { baseName, isImageFile, normalisedPath, withoutExtension } from '../file-name';
import { groupBy } from '../group-by';

/** How a name in a caption file was found among the pictures. */
export interface PictureMatch {
  /** Paths that fit equally well; the first by path is the one to take. */
  readonly paths: readonly string[];
  readonly extensionDiffers: boolean;
}

/**
 * Finds pictures by the name a caption file gives them, wherever their folder lies. Tried in turn, the first that fits:
 * the path or its end (`images/airport/airport_1.jpg` for `airport/airport_1.jpg`), then the bare file name in the folder
 * of its class, then in any folder; then the same with another extension.
 */
export class PictureIndex {
  private readonly byName: Map<string, string[]>;
  private readonly byStem: Map<string, string[]>;

  constructor(paths: readonly string[]) {
    this.byName = groupBy(paths, (path) => baseName(path).toLowerCase());
    this.byStem = groupBy(paths, (path) => withoutExtension(baseName(path)).toLowerCase());
  }

  /** `null` where no picture fits. */
  find(written: string, className: string | null): PictureMatch | null {
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
