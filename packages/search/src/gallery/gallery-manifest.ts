import * as v from 'valibot';
import { type SceneRecord, sceneSchema } from '../scene/scene-record';
import { type SceneWindow, type WindowGrid, windowSchema } from '../scene/scene-window';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/, 'not a SHA-256 in hexadecimal'));
const file = v.strictObject({ bytes: count, sha256 });
const files = v.record(v.string(), file);

/** How the features of the images were made, as in a checkpoint and a feature store. */
const features = v.strictObject({
  backbone: v.string(),
  layer: v.string(),
  weights: v.nullable(sha256),
  preprocessing: v.string(),
  inputSize: v.nullable(count),
  resizeFirst: v.nullable(count),
  dtype: v.string(),
  grid: v.nullable(v.strictTuple([count, count])),
  regions: count,
  depth: count,
});

/** An image that could not be read, in a manifest and in a journal. */
export const skippedSchema = v.strictObject({
  ...{ file: v.string(), window: v.optional(windowSchema), reason: v.string(), sha256: v.nullable(sha256) },
});

export const galleryManifestSchema = v.strictObject({
  format: v.literal('rs-sam-gallery'),
  version: v.literal(1),
  model: v.strictObject({ name: v.string(), weights: sha256, folder: v.string(), files }),
  features,
  shortlist: v.strictObject({
    kind: v.picklist(['head', 'mean', 'vector']),
    sha256: v.nullable(sha256),
    width: count,
  }),
  thumbnail: count,
  windows: v.nullable(
    v.strictObject({
      ...{ size: count, overlap: v.number(), nodataLimit: v.number() },
      bands: v.nullable(v.array(count)),
      stretch: v.nullable(v.strictTuple([v.number(), v.number()])),
    }),
  ),
  shard: v.nullable(v.strictObject({ index: count, count })),
  root: v.string(),
  generation: count,
  arrays: v.record(v.string(), v.strictObject({ type: v.literal('<f2'), shape: v.array(count) })),
  segments: v.array(v.strictObject({ name: v.string(), rows: count, files })),
  items: v.strictObject({ file: v.string(), count, bytes: count, sha256 }),
  scenes: v.array(sceneSchema),
  skipped: v.array(skippedSchema),
});

/** What a gallery in a database says of itself. */
export const galleryRecordSchema = v.omit(galleryManifestSchema, ['format', 'version', 'segments', 'items']);

/** Bytes and SHA-256 of a file. */
export type FileRecord = v.InferOutput<typeof file>;

/** How the features of the images were made. */
type GalleryFeatures = v.InferOutput<typeof features>;

/** `manifest.json` of a gallery's folder: what made it, and the hash of every other file. It is written last. */
export interface GalleryManifest {
  readonly format: 'rs-sam-gallery';
  readonly version: 1;
  /** The model, by the SHA-256 of its weights; a copy of its checkpoint is in `folder`. */
  readonly model: {
    readonly name: string;
    readonly weights: string;
    readonly folder: string;
    readonly files: Readonly<Record<string, FileRecord>>;
  };
  readonly features: GalleryFeatures;
  /**
   * What a shortlist compares: the vectors of a head that was fitted to the model's scores (by its SHA-256), normalised means of the
   * encodings, or the model's own vectors. `width` is the number of numbers in each.
   */
  readonly shortlist: {
    readonly kind: 'head' | 'mean' | 'vector';
    readonly sha256: string | null;
    readonly width: number;
  };
  /** Longer side of the thumbnails, in pixels. */
  readonly thumbnail: number;
  /** How scenes were cut into windows and became colours; null for a gallery of images. */
  readonly windows: SceneSettings | null;
  /** Null for a whole gallery. */
  readonly shard: { readonly index: number; readonly count: number } | null;
  /** The folder that the files are relative to, relative to the gallery. */
  readonly root: string;
  /** Counts the changes of the gallery. */
  readonly generation: number;
  /** The arrays of each segment: NumPy's type, and the shape of an item. */
  readonly arrays: Readonly<Record<string, ArrayRecord>>;
  readonly segments: readonly SegmentRecord[];
  /** The list of the items, one a line. */
  readonly items: FileRecord & { readonly file: string; readonly count: number };
  /** The scenes that the items are windows of. */
  readonly scenes: readonly SceneRecord[];
  /** Images that could not be read. */
  readonly skipped: readonly SkippedImage[];
}

/** What a gallery says of itself, wherever its items are. */
export type GalleryRecord = Omit<GalleryManifest, 'format' | 'version' | 'segments' | 'items'>;

/** How scenes become items. */
export interface SceneSettings extends WindowGrid {
  /** Windows of which a larger share has no data are left out. */
  readonly nodataLimit: number;
  /** The bands that become red, green and blue, from 1; null for the obvious ones. */
  readonly bands: readonly number[] | null;
  /** Percentiles of a whole scene that become 0 and 255; null for the default. */
  readonly stretch: readonly [low: number, high: number] | null;
}

/** The type of an array in NumPy's words, and the shape of one item. */
export interface ArrayRecord {
  readonly type: '<f2';
  readonly shape: readonly number[];
}

/** A folder of arrays. */
export interface SegmentRecord {
  readonly name: string;
  /** Rows of its arrays; those of removed images count. */
  readonly rows: number;
  readonly files: Readonly<Record<string, FileRecord>>;
}

/** An image that could not be read, and why. */
export interface SkippedImage {
  readonly file: string;
  /** The part of a scene that could not be read; not where no part could. */
  readonly window?: SceneWindow | undefined;
  readonly reason: string;
  /** Of the file, so that it is tried again when it has changed; null where no byte of it could be read. */
  readonly sha256: string | null;
}

/** The prefix of the arrays that hold the encodings: `encoding-regions` is the tensor `regions`. */
export const ENCODING = 'encoding-';

/** The arrays of the tensors of an encoding, in their order, with the names of the tensors. */
export function encodingArrays(
  arrays: Readonly<Record<string, ArrayRecord>>,
): { readonly array: string; readonly tensor: string; readonly record: ArrayRecord }[] {
  return Object.entries(arrays)
    .filter(([array]) => array.startsWith(ENCODING))
    .map(([array, record]) => ({ array, tensor: array.slice(ENCODING.length), record }));
}

/** The array of the shortlist's vectors. */
export const VECTORS = 'vectors';

/** The file of the thumbnails of a segment. */
export const THUMBNAILS = 'thumbnails.bin';

/** The array whose rows a shortlist compares. */
export const vectorArray = ({ shortlist }: Pick<GalleryManifest, 'shortlist'>): string =>
  shortlist.kind === 'vector' ? `${ENCODING}vector` : VECTORS;

/** Numbers in one row of an array. */
export const rowNumbers = ({ shape }: Pick<ArrayRecord, 'shape'>): number =>
  shape.reduce((product, extent) => product * extent, 1);

/** Bytes of one row of an array. */
export const rowBytes = (record: ArrayRecord): number => 2 * rowNumbers(record);
