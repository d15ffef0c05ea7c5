import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import type { AttentionMap } from '@rs-sam/evaluation/search';
import { regionBox } from '@rs-sam/vision-features';
import type { EmbeddedPicture } from './embed-picture';
import { html, type Markup } from './html';
import { type Pictures, pictureOf } from './pictures';

/** How the words of one caption found their places in one image. */
export interface AttentionExample {
  readonly file: string;
  readonly caption: string;
  /** What the image is to the caption, in words. */
  readonly note: string;
  readonly attention: AttentionMap & { readonly grid: readonly [rows: number, columns: number] };
}

/** One image of every text query: the right one where it was found, else the best; queries without attention are left out. */
export function attentionExamples({ textQueries }: RetrievalExamples): AttentionExample[] {
  return textQueries.flatMap(({ caption, top }) => {
    const found = top.find(({ correct }) => correct) ?? top[0];
    const { grid, ...map } = found?.attention ?? { grid: null, words: [], weights: [] };
    if (found === undefined || grid === null) return [];
    const note = found.correct ? 'an image that has this caption' : 'the image found first, which has another caption';
    return [{ file: found.file, caption, note, attention: { ...map, grid } }];
  });
}

/** Word by word, where the attention lies in the image: dark red where it is highest, nothing where it is least. */
export function attentionMaps(examples: readonly AttentionExample[], pictures: Pictures): Markup {
  return html`${examples.map((example, number) => {
    const { file, caption, note, attention } = example;
    const picture = pictureOf(pictures, file);
    const { width, height, uri } = picture;
    const id = `picture-${number + 1}`;
    const maps = attention.words.map(
      (word, i) =>
        html`<li>${heatMap(example, picture, i, id)}<span>${word}</span> <small>${peakOf(attention, i)}×</small></li>`,
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

/** The picture, drawn once and used by every word, with its cells over it. */
function heatMap(
  { attention, file }: AttentionExample,
  { width, height }: EmbeddedPicture,
  at: number,
  id: string,
): Markup {
  const { grid, words } = attention;
  const weights = attention.weights[at] ?? [];
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const cells = weights.map((share, region) => {
    const box = regionBox(region, { grid, width, height });
    // Spread between this word's least and most: an even word shows nothing at all.
    const opacity = most > least ? (0.75 * (share - least)) / (most - least) : 0;
    return html`<rect x="${trim(box.x)}" y="${trim(box.y)}" width="${trim(box.width)}" height="${trim(box.height)}" fill-opacity="${trim(opacity)}"/>`;
  });
  const label = `Attention of “${words[at]}” over ${file}: at most ${peakOf(attention, at)} times the even share`;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><title>${label}</title><use href="#${id}"/><g fill="#d00000">${cells}</g></svg>`;
}

/** How far above the even share a word's highest cell is. */
function peakOf({ weights }: AttentionMap, at: number): string {
  const row = weights[at] ?? [];
  return (Math.max(...row) * row.length).toFixed(1);
}

function trim(value: number): string {
  return String(Number(value.toFixed(2)));
}
