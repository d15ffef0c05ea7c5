import type { ShortlistMeasure } from '../engine/engine';
import type { Filter } from '../filter/filter';
import type { Region } from '../scene/parse-region';
import type { SceneRecord } from '../scene/scene-record';
import type { GalleryItem } from './gallery-item';
import type { GalleryManifest } from './gallery-manifest';

/** What made a gallery: these have to be the same of two galleries that are searched or merged as one. */
export type GalleryOrigin = Pick<GalleryManifest, 'model' | 'features' | 'shortlist' | 'thumbnail' | 'windows'>;

/** What a model made of some items: of each tensor of the encoding, its numbers, with the items on the first axis. */
export type StoredEncodings = Readonly<
  Record<string, { readonly shape: readonly number[]; readonly data: Float32Array }>
>;

/** An item that a shortlist found. */
export interface Neighbour {
  /** The number by which this gallery knows the item as long as it is open. */
  readonly key: number;
  /** Product or cosine of the vectors. */
  readonly likeness: number;
}

/** What a shortlist is asked for. */
export interface NearestQuery {
  readonly vector: Float32Array;
  readonly count: number;
  /** Default: `product`. */
  readonly measure?: ShortlistMeasure;
  /** Only items that fit it are looked at. Default: null, all. */
  readonly filter?: Filter | null;
  /** Only windows in this region are looked at. Default: null, all items. */
  readonly region?: Region | null;
}

/** An opened gallery: all that a query needs, wherever the items are. */
export interface Gallery {
  readonly origin: GalleryOrigin;
  /** Number of items. */
  readonly size: number;
  /** The nearest items, nearest first; of equal ones the lower key first. A filter applies before the cut. */
  nearest(query: NearestQuery): Promise<readonly Neighbour[]>;
  /** The scenes that its items are windows of. */
  readonly scenes: readonly SceneRecord[];
  /** Number of items that a filter and a region leave. */
  count(filter: Filter | null, region?: Region | null): Promise<number>;
  items(keys: readonly number[]): Promise<readonly GalleryItem[]>;
  /** The key of an item; null where the gallery has none of this id. */
  keyOf(id: string): Promise<number | null>;
  encodings(keys: readonly number[]): Promise<StoredEncodings>;
  /** A small JPEG. */
  thumbnail(key: number): Promise<Uint8Array>;
  close(): Promise<void>;
}
