import { checkOptions, listOf, object, text } from '@rs-sam/foundation/options';
import { html } from '../html/html';
import { page } from '../html/page';
import type { PageImages } from '../images/page-images';
import { ATTENTION_EXPLAINED, type AttentionExample, attentionMaps } from '../sections/attention-maps';
import { SCORE_EXPLAINED, textQueries } from '../sections/rankings';

/** An image of a gallery that was found. */
export interface GalleryResult {
  readonly file: string;
  readonly className: string | null;
  readonly score: number;
  /** A small JPEG, and its size in pixels. */
  readonly thumbnail: { readonly bytes: Uint8Array; readonly width: number; readonly height: number };
  /** Attention of the query's words; null without one. */
  readonly attention: AttentionExample['attention'] | null;
}

/** What a search in a gallery has found. */
export interface GallerySearchPage {
  /** The sentence, or the name of the image that was searched with. */
  readonly query: string;
  /** The gallery, and how many images were found, in a sentence. */
  readonly lead: string;
  /** Best first. */
  readonly results: readonly GalleryResult[];
}

const rules = {
  query: text('a query'),
  lead: text('a sentence'),
  results: listOf(object('a result'), 'a list of results'),
};

/** The page of a search in a gallery: the thumbnails in order, and where the words of a sentence look in each. */
export function renderGallerySearch(found: GallerySearchPage): string {
  checkOptions('renderGallerySearch', rules, found, ['query', 'lead', 'results']);
  const { query, lead, results } = found;
  const images: PageImages = new Map(
    results.map(({ file, thumbnail: { bytes, width, height } }) => [
      file,
      { uri: `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`, width, height },
    ]),
  );
  const top = results.map(({ file, className, score }) => ({
    ...{ file, className, score },
    ...{ correct: null, sameClass: false },
  }));
  const maps = results.flatMap(({ file, attention }, at): AttentionExample[] =>
    attention === null ? [] : [{ file, caption: query, note: `result ${at + 1}`, attention }],
  );
  return page(
    query,
    lead,
    html`<section><h2>Images</h2><p>Best first. ${SCORE_EXPLAINED}</p>${textQueries([{ caption: query, top }], images)}</section>
${maps.length > 0 ? html`<section><h2>Attention word by word</h2>${ATTENTION_EXPLAINED}${attentionMaps(maps, images)}</section>` : null}`,
  );
}
