import { join } from 'node:path';
import { type CaptionedImage, seededRandom, shuffled } from '@rs-sam/datasets';
import { explainPair } from '../search/explain-pair';
import { type SearchOptions, searchCaptions, searchImages } from '../search/search-split';
import type { AttentionExample } from './attention-maps';
import { type EmbeddedPicture, embedPicture } from './embed-picture';
import type { Found, ImageQuery, ShownImage, TextQuery } from './rankings';
import { regionGrid } from './region-grid';

/** Queries, what they found, and where the words looked: what a page shows of a model at work. */
export interface ReportExamples {
  readonly imageQueries: readonly ImageQuery[];
  readonly textQueries: readonly TextQuery[];
  readonly attention: readonly AttentionExample[];
}

/** Which examples are collected. */
export interface ExampleOptions extends SearchOptions {
  /** The folder that the files of the split's images are in. */
  readonly pictures: string;
  /** Image queries, and as many text queries. Default 4. */
  readonly count?: number;
  /** How many of the text queries are shown with attention over their own image. Default 3. */
  readonly attention?: number;
  /** What each query shows. Default 3, as in the paper's figures. */
  readonly top?: number;
  /** Chooses the queries; it has no effect on the model. Default 1. */
  readonly seed?: number | string;
}

/**
 * Asks a split some of its own images and captions. The queries are chosen by a seed before anything is scored, of as many classes
 * as there are: neither the best nor the worst are picked.
 *
 * A caption is right for an image that has it word for word; where two images have the same caption, it is right for both.
 */
export async function collectExamples(options: ExampleOptions): Promise<ReportExamples> {
  const { split, count = 4, top = 3, seed = 1 } = options;
  const shown = pictureShower(options.pictures);
  const askers = spread(split.images, count, `${seed} image queries`);
  const asked = spread(split.images, count, `${seed} text queries`).map((image, i) => ({
    image,
    caption: image.captions[i % image.captions.length] as string,
  }));
  const files = askers.map(({ file }) => file);
  const captionHits = await searchCaptions(files, options);
  const texts = asked.map(({ caption }) => caption);
  const imageHits = await searchImages(texts, options);

  const imageQueries = await Promise.all(
    askers.map(async (image, query): Promise<ImageQuery> => {
      const hits = captionHits[query] ?? [];
      const found = hits.map(({ item, score }) => ({
        item: item.caption,
        score,
        right: image.captions.includes(item.caption),
      }));
      return { image: await shown(image), found: found.slice(0, top), rank: placeOf(found), gallery: hits.length };
    }),
  );
  const textQueries = await Promise.all(
    asked.map(async ({ caption }, query): Promise<TextQuery> => {
      const hits = (imageHits[query] ?? []).map((hit) => ({ ...hit, right: hit.item.captions.includes(caption) }));
      const best = await Promise.all(hits.slice(0, top).map(async (hit) => ({ ...hit, item: await shown(hit.item) })));
      return { caption, found: best, rank: placeOf(hits), gallery: hits.length };
    }),
  );
  return { imageQueries, textQueries, attention: await attentionOf(asked, options, shown) };
}

async function attentionOf(
  asked: readonly { readonly image: CaptionedImage; readonly caption: string }[],
  { models, features, attention: count = 3 }: ExampleOptions,
  shown: (image: CaptionedImage) => Promise<ShownImage>,
): Promise<AttentionExample[]> {
  const grid = regionGrid(features);
  const model = models.find((member) => member.model.explain !== undefined);
  if (grid === null || model === undefined) return [];
  const examples: AttentionExample[] = [];
  for (const { image, caption } of asked.slice(0, count)) {
    const explanation = await explainPair(model, features, image.file, caption);
    examples.push({ image: await shown(image), caption, grid, ...explanation });
  }
  return examples;
}

/** Images in a seeded order, each of a new class as long as there is one. */
function spread(images: readonly CaptionedImage[], count: number, seed: string): CaptionedImage[] {
  const order = shuffled(
    images.filter(({ captions }) => captions.length > 0),
    seededRandom(seed),
  );
  const classes = new Set<string | null>();
  const first = order.filter(({ className }) => {
    const isNew = !classes.has(className);
    classes.add(className);
    return isNew;
  });
  return [...new Set([...first, ...order])].slice(0, count);
}

/** The place of the first right one, from 1. */
function placeOf(found: readonly Found<unknown>[]): number {
  return found.findIndex(({ right }) => right) + 1;
}

/** Pictures as a page shows them; each file is opened once. */
function pictureShower(folder: string): (image: CaptionedImage) => Promise<ShownImage> {
  const opened = new Map<string, Promise<EmbeddedPicture>>();
  return async ({ file, className }) => {
    const known = opened.get(file) ?? embedPicture(join(folder, file));
    opened.set(file, known);
    return { name: file, className, picture: await known };
  };
}
