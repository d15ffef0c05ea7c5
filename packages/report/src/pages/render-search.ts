import type { CaptionedImage } from '@rs-sam/datasets';
import type { AttentionMap, DistinctCaption, Hit } from '@rs-sam/evaluation/search';
import { checkOptions, text } from '@rs-sam/foundation/options';
import { html } from '../html/html';
import { page } from '../html/page';
import { readPageImages } from '../images/page-images';
import { ATTENTION_EXPLAINED, type AttentionExample, attentionMaps } from '../sections/attention-maps';
import { imageQueries, SCORE_EXPLAINED, textQueries } from '../sections/rankings';

/** The arguments of a search page. */
export interface SearchPageOptions {
  /** The folder of the data set, which the file names are relative to. */
  readonly imageFolder: string;
  /** The models and the images that were searched, in a sentence. */
  readonly lead: string;
}

/** The images found for a text. */
export interface TextSearch {
  readonly text: string;
  /** Best first; the page shows all of them. */
  readonly found: readonly Hit<CaptionedImage>[];
  /** Attention of the text's words over the first image; null without attention. */
  readonly attention: AttentionMap | null;
}

/** The captions found for an image of the data set. */
export interface ImageSearch {
  readonly image: CaptionedImage;
  /** Best first; the page shows all of them. */
  readonly found: readonly Hit<DistinctCaption>[];
}

const rules = { imageFolder: text('the path of a folder'), lead: text('a sentence') };

/** The page of a search by text: the images in order, and the attention of the words over the first. */
export async function renderTextSearch(search: TextSearch, options: SearchPageOptions): Promise<string> {
  checkOptions('renderTextSearch', rules, options, ['imageFolder', 'lead']);
  const { imageFolder, lead } = options;
  const { text, found, attention } = search;
  const images = await readPageImages(
    imageFolder,
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
            note: 'the first image',
            attention: { ...attention, grid: attention.grid },
          },
        ]
      : [];
  return page(
    text,
    lead,
    html`<section><h2>Images</h2><p>The images that match the text best, best first. ${SCORE_EXPLAINED}</p>${textQueries([{ caption: text, top }], images)}</section>
${maps.length > 0 ? html`<section><h2>Attention word by word</h2>${ATTENTION_EXPLAINED}${attentionMaps(maps, images)}</section>` : null}`,
  );
}

/** The page of a search by image: the captions in order, those of the image in green frames. */
export async function renderImageSearch(search: ImageSearch, options: SearchPageOptions): Promise<string> {
  checkOptions('renderImageSearch', rules, options, ['imageFolder', 'lead']);
  const { imageFolder, lead } = options;
  const { image, found } = search;
  const images = await readPageImages(imageFolder, [image.file]);
  const top = found.map(({ item, score }) => ({
    ...{ caption: item.caption, score, correct: image.captions.includes(item.caption) },
    sameClass: image.className !== null && item.images.some(({ className }) => className === image.className),
  }));
  return page(
    image.file,
    lead,
    html`<section><h2>Captions</h2><p>The captions that match the image best, best first. Green: a caption of the image; red: any other. ${SCORE_EXPLAINED}</p>${imageQueries([{ image, top }], images)}</section>`,
  );
}
