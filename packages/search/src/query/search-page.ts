import type { WordSubstitute } from '@rs-sam/text-encoder/pretrained';
import type { Filter } from '../filter/filter';
import type { GalleryItem } from '../gallery/gallery-item';
import type { Region } from '../scene/parse-region';
import type { FoundCaption } from './describe-image';

/** What every query may say besides what it looks for. */
export interface PageOptions {
  /** Only items that fit it are searched. Default: null, all. */
  readonly filter?: Filter | null | undefined;
  /** Only windows of scenes in this region are searched, see `parseRegion`. Default: null, all items. */
  readonly region?: Region | null | undefined;
  /** From 1. Default: 1. */
  readonly page?: number | undefined;
  /** Results on a page. Default: 10. */
  readonly pageSize?: number | undefined;
  /** Items of the shortlist that the model itself scores. Default: by the size of the gallery, see `candidateCount`. */
  readonly candidates?: number | undefined;
  /**
   * Near-duplicates, by the cosine of their encodings, are folded into the best of them, and so are windows of a scene that overlap; null
   * lists all. Default: 0.97.
   */
  readonly fold?: number | null | undefined;
  /** Ids of items that a person marked as right, see `rocchioScores`. Default: none. */
  readonly right?: readonly string[] | undefined;
  /** Ids of items that a person marked as wrong; they are not listed again. Default: none. */
  readonly wrong?: readonly string[] | undefined;
}

/** A search by a sentence. */
export interface TextQuery extends PageOptions {
  readonly text: string;
  /** What the images shall not show. Default: nothing. */
  readonly without?: string | undefined;
  /**
   * Confidence that the best item needs, or the page is empty, because nothing fits; null shows all. Default: 3.8, among n < 2100 items
   * `3.8 + ½ log₁₀(n / 2100)`, and null where items are marked.
   */
  readonly fits?: number | null | undefined;
}

/** A search by an image. */
export interface ImageQuery extends PageOptions {
  /** Regions of the image, [K, D], by the extractor of the gallery. */
  readonly regions: Float32Array;
}

/** A search by items of the gallery alone: images like those that are right, and unlike those that are wrong. */
export interface ItemQuery extends PageOptions {
  readonly right: readonly string[];
}

/** An item that was found. */
export interface SearchResult {
  readonly key: number;
  readonly item: GalleryItem;
  /** From 1, over all pages. */
  readonly rank: number;
  /** Of a sentence the model's own score, less what `without` takes off; of an image the likeness; of marked items see `rocchioScores`. */
  readonly score: number;
  /** Standard deviations by which the score is above that of unrelated sentences, see `confidenceOf`; null without a head, and for images. */
  readonly confidence: number | null;
  /** Keys of the near-duplicates that are not listed. */
  readonly duplicates: readonly number[];
  /** Keys of the windows of the same scene that overlap with it and are not listed, see `foldWindows`. */
  readonly overlapping: readonly number[];
}

/** A page of results. */
export interface SearchPage {
  readonly page: number;
  readonly pageSize: number;
  /** Results on all pages; near-duplicates and windows that overlap are counted once. */
  readonly total: number;
  /** Whether `total` counts only the items that were examined, so that there may be more. */
  readonly more: boolean;
  /** Items that the filter and the region leave. */
  readonly matching: number;
  /** Items that the model itself scored. */
  readonly examined: number;
  /** Words of the query that no training caption has, and what stands for each: its pretrained vector, known words, or nothing. */
  readonly substitutes: readonly WordSubstitute[];
  readonly results: readonly SearchResult[];
  /**
   * Of a search by an image: the captions that describe it best, of the most similar items that have captions in their metadata (`captions`, a
   * list, or `caption`). Empty for a sentence.
   */
  readonly captions: readonly FoundCaption[];
}
