import { basename } from 'node:path';
import { checkOptions, listOf, object, text } from '@rs-sam/foundation/options';
import { html, type Markup } from '../html/html';
import { page } from '../html/page';
import { embedImage } from '../images/embed-image';
import type { PageImages } from '../images/page-images';
import { ATTENTION_EXPLAINED, type AttentionExample, attentionMaps } from '../sections/attention-maps';
import { type FoundItem, galleryResults } from '../sections/gallery-results';
import { SCORE_EXPLAINED } from '../sections/rankings';

/** An image of a gallery that was found. */
export interface GalleryResult extends FoundItem {
  /** A small JPEG, and its size in pixels. */
  readonly thumbnail: { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
  /** Attention of the query's words; null without one. */
  readonly attention: AttentionExample['attention'] | null;
}

/** What a search in a gallery has found. */
export interface GallerySearchPage {
  /** The sentence, or the path of the image that was searched with. */
  readonly query: { readonly text: string } | { readonly image: string };
  /** The gallery, and how many images were found, in a sentence. */
  readonly lead: string;
  /** Sentences about the query, such as what it leaves out. Default: none. */
  readonly notes?: readonly string[];
  /** Of a search by an image: captions of the gallery that describe it, best first. Default: none. */
  readonly captions?: readonly { readonly caption: string; readonly score: number }[];
  /** Best first. */
  readonly results: readonly GalleryResult[];
}

const rules = {
  query: object('a text or an image'),
  lead: text('a sentence'),
  notes: listOf(text('a sentence'), 'a list of sentences'),
  captions: listOf(object('a caption'), 'a list of captions'),
  results: listOf(object('a result'), 'a list of results'),
};

const LIKENESS_EXPLAINED =
  'The score is how alike two images are by what the model made of their regions, wherever a region is: 1 for the image itself.';

const BOXES_EXPLAINED = 'A frame is around the cells that all words together look at most.';

/**
 * The page of a search in a gallery: the thumbnails in order, and where the words of a sentence look in each.
 *
 * @throws PageImageError for an image to search with that cannot be shown.
 */
export async function renderGallerySearch(found: GallerySearchPage): Promise<string> {
  checkOptions('renderGallerySearch', rules, found, ['query', 'lead', 'results']);
  const { query, lead, notes = [], captions = [], results } = found;
  const images: PageImages = new Map(
    results.map(({ file, thumbnail: { bytes, width, height } }) => [
      file,
      { uri: `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`, width, height },
    ]),
  );
  const isText = 'text' in query;
  const title = isText ? query.text : basename(query.image);
  const maps = results.flatMap(({ file, attention, rank }): AttentionExample[] =>
    attention === null ? [] : [{ file, caption: title, note: `result ${rank}`, attention }],
  );
  const explained = [
    isText ? SCORE_EXPLAINED : LIKENESS_EXPLAINED,
    ...(results.some(({ boxes }) => boxes.length > 0) ? [BOXES_EXPLAINED] : []),
  ].join(' ');
  const shown = isText ? html`<blockquote>${title}</blockquote>` : await queryImage(query.image);
  return page(
    title,
    lead,
    html`${notes.map((note) => html`<p>${note}</p>`)}
<section><h2>Images</h2>${
      results.length === 0
        ? html`<p>No image is shown.</p>`
        : html`<p>Best first. ${explained}</p>${galleryResults(shown, results, images)}`
    }</section>
${
  captions.length === 0
    ? null
    : html`<section><h2>Captions</h2><p>Captions of similar images in the gallery that describe the image best. ${SCORE_EXPLAINED}</p><article class="query">${shown}<ol class="found">${captions.map(({ caption, score }) => html`<li class="free"><p>${caption}</p><small>score ${score.toFixed(3)}</small></li>`)}</ol></article></section>`
}
${maps.length > 0 ? html`<section><h2>Attention word by word</h2>${ATTENTION_EXPLAINED}${attentionMaps(maps, images)}</section>` : null}`,
  );
}

async function queryImage(file: string): Promise<Markup> {
  const { uri, width, height } = await embedImage(file);
  return html`<figure><img src="${uri}" width="${width}" height="${height}" alt="image that was searched with"><figcaption>searched with ${file}</figcaption></figure>`;
}
