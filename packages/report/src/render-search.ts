import type { CaptionedImage } from '@rs-sam/datasets';
import type { AttentionMap, DistinctCaption, Hit } from '@rs-sam/evaluation/search';
import { type AttentionExample, attentionMaps } from './attention-maps';
import { html } from './html';
import { page } from './page';
import { openPictures } from './pictures';
import { imageQueries, textQueries } from './rankings';

/** What a search found, for a page. */
export interface SearchPageOptions {
  /** The folder of the data set, which the files are relative to. */
  readonly pictures: string;
  /** What was searched with and in, in a sentence. */
  readonly lead: string;
}

/** Images that a text found. */
export interface TextSearch {
  readonly text: string;
  /** Best first; as many as are to be shown. */
  readonly found: readonly Hit<CaptionedImage>[];
  /** Of the text's words over the image found first; null where there is none. */
  readonly attention: AttentionMap | null;
}

/** Captions that an image of the data set found. */
export interface ImageSearch {
  readonly image: CaptionedImage;
  /** Best first; as many as are to be shown. */
  readonly found: readonly Hit<DistinctCaption>[];
}

/** The page of a text that asked for images: the pictures in order, and where the words look in the first. */
export async function renderTextSearch(
  search: TextSearch,
  { pictures: folder, lead }: SearchPageOptions,
): Promise<string> {
  const { text, found, attention } = search;
  const pictures = await openPictures(
    folder,
    found.map(({ item }) => item.file),
  );
  const top = found.map(({ item, score }) => ({
    ...{ file: item.file, className: item.className, score },
    ...{ correct: null, sameClass: false },
  }));
  const first = found[0]?.item;
  const maps: AttentionExample[] =
    first && attention?.grid
      ? [
          {
            file: first.file,
            caption: text,
            note: 'the image found first',
            attention: { ...attention, grid: attention.grid },
          },
        ]
      : [];
  return page(
    text,
    lead,
    html`<section><h2>Images</h2>${textQueries([{ caption: text, top }], pictures)}</section>
${maps.length > 0 ? html`<section><h2>Where the words look</h2>${attentionMaps(maps, pictures)}</section>` : null}`,
  );
}

/** The page of an image that asked for captions: its own in green frames. */
export async function renderImageSearch(
  search: ImageSearch,
  { pictures: folder, lead }: SearchPageOptions,
): Promise<string> {
  const { image, found } = search;
  const pictures = await openPictures(folder, [image.file]);
  const top = found.map(({ item, score }) => ({
    ...{ caption: item.caption, score, correct: image.captions.includes(item.caption) },
    sameClass: image.className !== null && item.images.some(({ className }) => className === image.className),
  }));
  return page(image.file, lead, html`<section><h2>Captions</h2>${imageQueries([{ image, top }], pictures)}</section>`);
}
