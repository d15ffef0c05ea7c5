import { groupBy } from '@rs-sam/foundation/collections';
import { type ParsedImage, splitName, TRAIN_VAL_TEST } from '../formats/parsed-image';
import { isImageFile, normalisedPath, unifiedName, withoutExtension } from '../reading/file-name';

/** The image files that fit a name of a caption file. */
export interface ImageMatch {
  /** Paths that fit equally well, sorted. */
  readonly paths: readonly string[];
  readonly extensionDiffers: boolean;
  /** How tolerant the comparison was; 0 where the name is the path, letter by letter. */
  readonly tolerance: number;
}

/** From strict to tolerant: letter by letter, any Unicode form, any case; then the same without extensions. */
const COMPARISONS = [false, true].flatMap((extensionDiffers) =>
  [(name: string) => name, unifiedName, (name: string) => unifiedName(name).toLowerCase()].map((unify) => ({
    extensionDiffers,
    ofPath: extensionDiffers ? (path: string) => unify(withoutExtension(path)) : unify,
    ofName: extensionDiffers ? (name: string) => unify(isImageFile(name) ? withoutExtension(name) : name) : unify,
  })),
);

/**
 * Finds image files by their names in a caption file. The whole name has to be the path or its end (`images/airport/1.jpg` for
 * `airport/1.jpg`), never only a part of the name. Where several files fit, the folder of the image's class or split decides. A file
 * in the folder of another class, or of another split, does not fit.
 */
export class ImageIndex {
  /** Paths by their last parts, for each comparison and number of parts that was needed so far. */
  private readonly tables = new Map<string, ReadonlyMap<string, readonly string[]>>();
  private readonly depth: number;
  private readonly classes: ReadonlySet<string>;
  private readonly splits: ReadonlySet<string | null>;

  constructor(
    private readonly paths: readonly string[],
    images: readonly ParsedImage[],
  ) {
    this.depth = paths.reduce((most, path) => Math.max(most, path.split('/').length), 0);
    this.classes = new Set(images.flatMap(({ className }) => (className === null ? [] : [folderName(className)])));
    this.splits = new Set(paths.flatMap((path) => path.split('/').slice(0, -1).map(splitName)));
  }

  /** `null` where no file fits. */
  find(image: ParsedImage): ImageMatch | null {
    const written = normalisedPath(image.file);
    const length = written.split('/').length;
    if (length > this.depth) return null;
    for (const [at, { ofName, ofPath, extensionDiffers }] of COMPARISONS.entries()) {
      const name = ofName(written);
      const ends = this.pathsByEnd(at, length).get(name) ?? [];
      const same = ends.filter((path) => ofPath(path) === name);
      if (same.length > 0) return { paths: same, extensionDiffers, tolerance: 2 * at };
      const paths = this.narrowed(ends, image, length);
      if (paths.length > 0) return { paths, extensionDiffers, tolerance: 2 * at + 1 };
    }
    return null;
  }

  private pathsByEnd(comparison: number, length: number): ReadonlyMap<string, readonly string[]> {
    const key = `${comparison} ${length}`;
    const known = this.tables.get(key);
    if (known !== undefined) return known;
    const { ofPath = (path: string) => path } = COMPARISONS[comparison] ?? {};
    const table = groupBy(this.paths, (path) => ofPath(path).split('/').slice(-length).join('/'));
    this.tables.set(key, table);
    return table;
  }

  /** Of files whose paths end with the name: those that the folders above it do not assign to another class or split. */
  private narrowed(paths: readonly string[], image: ParsedImage, length: number): readonly string[] {
    const above = (path: string) => path.split('/').slice(0, -length);
    const ownClass = image.className === null ? null : folderName(image.className);
    const inClass = (path: string) => above(path).some((part) => folderName(part) === ownClass);
    const inSplit = (path: string) => above(path).some((part) => splitName(part) === image.split);
    let fitting = paths;
    if (ownClass !== null)
      fitting = fitting.filter(
        (path) => inClass(path) || !above(path).some((part) => this.classes.has(folderName(part))),
      );
    if (image.split !== null && this.splits.has(image.split))
      fitting = fitting.filter(
        (path) => inSplit(path) || !above(path).some((part) => TRAIN_VAL_TEST.has(splitName(part))),
      );
    for (const preferred of [ownClass === null ? null : inClass, image.split === null ? null : inSplit]) {
      const better = preferred ? fitting.filter(preferred) : [];
      if (better.length > 0) fitting = better;
    }
    return fitting;
  }
}

/** `storage tank` of `Storage_Tank`: classes and their folders differ in such details. */
const folderName = (name: string) => unifiedName(name).toLowerCase().replace(/[ _-]/g, ' ').trim();
