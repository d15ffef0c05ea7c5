import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import type { AttentionMap } from '@rs-sam/evaluation/search';
import { regionBox } from '@rs-sam/vision-features';
import { html, type Markup } from '../html/html';
import type { EmbeddedImage } from '../images/embed-image';
import { imageOf, type PageImages } from '../images/page-images';

/** What the maps show, above them. */
export const ATTENTION_EXPLAINED = html`<p>The attention of each word over the cells of an image, from its lowest weight (clear) to its highest (red). The number is the
highest weight as a multiple of the even share: at 1.0 the attention is even, and nothing is red.</p>`;

/** The attention of the words of a caption over an image. */
export interface AttentionExample {
  readonly file: string;
  readonly caption: string;
  /** How the image relates to the caption, in words. */
  readonly note: string;
  readonly attention: AttentionMap & { readonly grid: readonly [rows: number, columns: number] };
}

/** One image per text query: the right image if it was found, else the best one. Queries without attention are omitted. */
export function attentionExamples({ textQueries }: RetrievalExamples): AttentionExample[] {
  return textQueries.flatMap(({ caption, top }) => {
    const found = top.find(({ correct }) => correct) ?? top[0];
    const { grid, ...map } = found?.attention ?? { grid: null, words: [], weights: [] };
    if (found === undefined || grid === null) return [];
    const note = found.correct ? 'an image that has this caption' : 'the image found first, which has another caption';
    return [{ file: found.file, caption, note, attention: { ...map, grid } }];
  });
}

/** The attention of each word over the image: dark red at its highest weight, clear at its lowest. */
export function attentionMaps(examples: readonly AttentionExample[], images: PageImages): Markup {
  return html`${examples.map((example, number) => {
    const { file, caption, note, attention } = example;
    const image = imageOf(images, file);
    const { width, height, uri } = image;
    const id = `image-${number + 1}`;
    const maps = attention.words.map(
      (word, i) =>
        html`<li>${heatMap(example, image, i, id)}<span>${word}</span> <small>${peakOf(attention, i)}×</small></li>`,
    );
    return html`<article class="attention">
<h3>${caption}</h3>
<p class="place">${file}, ${note}</p>
<svg class="definition" width="0" height="0" aria-hidden="true"><defs><image id="${id}" href="${uri}" width="${width}" height="${height}"/></defs></svg>
<ul class="maps">${maps}</ul>
</article>
`;
  })}`;
}

/** The image, embedded once and used by every word, with its cells over it. */
function heatMap(
  { attention, file }: AttentionExample,
  { width, height }: EmbeddedImage,
  at: number,
  id: string,
): Markup {
  const { grid, words } = attention;
  const weights = attention.weights[at] ?? [];
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const cells = weights.map((share, region) => {
    const box = regionBox(region, { grid, width, height });
    // Scaled between this word's lowest and highest weight: a word with even attention has no colour.
    const opacity = most > least ? (0.75 * (share - least)) / (most - least) : 0;
    return html`<rect x="${trim(box.x)}" y="${trim(box.y)}" width="${trim(box.width)}" height="${trim(box.height)}" fill-opacity="${trim(opacity)}"/>`;
  });
  const label = `Attention of “${words[at]}” over ${file}: at most ${peakOf(attention, at)} times the even share`;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><title>${label}</title><use href="#${id}"/><g fill="#d00000">${cells}</g></svg>`;
}

/** The highest weight of a word, as a multiple of the even share. */
function peakOf({ weights }: AttentionMap, at: number): string {
  const row = weights[at] ?? [];
  return (Math.max(...row) * row.length).toFixed(1);
}

function trim(value: number): string {
  return String(Number(value.toFixed(2)));
}
