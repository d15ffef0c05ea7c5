import { groupBy } from '@rs-sam/foundation/collections';
import { type ParsedImage, splitName, TRAIN_VAL_TEST } from '../formats/parsed-image';
import { baseName, isImageFile, normalisedPath, unifiedName, withoutExtension } from '../reading/file-name';

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
  private readonly tables: readonly ReadonlyMap<string, readonly string[]>[];
  private readonly classes: ReadonlySet<string>;
  private readonly splits: ReadonlySet<string | null>;

  constructor(paths: readonly string[], images: readonly ParsedImage[]) {
    this.tables = COMPARISONS.map(({ ofPath }) => groupBy(paths, (path) => baseName(ofPath(path))));
    this.classes = new Set(images.flatMap(({ className }) => (className === null ? [] : [folderName(className)])));
    this.splits = new Set(paths.flatMap((path) => path.split('/').slice(0, -1).map(splitName)));
  }

  /** `null` where no file fits. */
  find(image: ParsedImage): ImageMatch | null {
    const written = normalisedPath(image.file);
    for (const [at, { ofPath, ofName, extensionDiffers }] of COMPARISONS.entries()) {
      const name = ofName(written);
      const candidates = this.tables[at]?.get(baseName(name)) ?? [];
      const same = candidates.filter((path) => ofPath(path) === name);
      if (same.length > 0) return { paths: same, extensionDiffers, tolerance: 2 * at };
      const ends = candidates.filter((path) => ofPath(path).endsWith(`/${name}`));
      const paths = this.narrowed(ends, image, written.split('/').length);
      if (paths.length > 0) return { paths, extensionDiffers, tolerance: 2 * at + 1 };
    }
    return null;
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
