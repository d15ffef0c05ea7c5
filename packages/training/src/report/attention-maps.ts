import { regionBox } from '@rs-sam/vision-features';
import { html, type Markup } from './html';
import type { ShownImage } from './rankings';

/** How the words of one caption found their places in one image. */
export interface AttentionExample {
  readonly image: ShownImage;
  readonly caption: string;
  readonly score: number;
  /** Rows and columns of the regions. */
  readonly grid: readonly [rows: number, columns: number];
  /** `attention` holds a share for each region, which add up to 1. */
  readonly words: readonly { readonly word: string; readonly attention: readonly number[] }[];
}

/** Word by word, where the attention lies in the image: dark red where it is highest, nothing where it is least. */
export function attentionMaps(examples: readonly AttentionExample[]): Markup {
  return html`${examples.map((example, number) => {
    const { image, caption, words, score } = example;
    const { width, height, uri } = image.picture;
    const id = `picture-${number + 1}`;
    return html`<article class="attention">
<h3>${caption}</h3>
<p class="place">${image.name} · score ${score.toFixed(3)}</p>
<svg class="definition" width="0" height="0" aria-hidden="true"><defs><image id="${id}" href="${uri}" width="${width}" height="${height}"/></defs></svg>
<ul class="maps">${words.map((word) => html`<li>${heatMap(example, word, id)}<span>${word.word}</span></li>`)}</ul>
</article>
`;
  })}`;
}

/** The picture, drawn once and used by every word, with its cells over it. */
function heatMap(
  { image, grid, caption }: AttentionExample,
  { word, attention }: AttentionExample['words'][number],
  id: string,
): Markup {
  const { width, height } = image.picture;
  const [least, most] = [Math.min(...attention), Math.max(...attention)];
  const even = 1 / attention.length;
  const cells = attention.map((share, region) => {
    const box = regionBox(region, { grid, width, height });
    // Spread between this word's least and most: an even word shows nothing at all.
    const opacity = most > least ? (0.75 * (share - least)) / (most - least) : 0;
    return html`<rect x="${trim(box.x)}" y="${trim(box.y)}" width="${trim(box.width)}" height="${trim(box.height)}" fill-opacity="${trim(opacity)}"/>`;
  });
  const label = `Attention of the word “${word}” of “${caption}” over ${image.name}: at most ${(most / even).toFixed(1)} times the even share`;
  return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}"><title>${label}</title><use href="#${id}"/><g fill="#d00000">${cells}</g></svg>`;
}

function trim(value: number): string {
  return String(Number(value.toFixed(2)));
}
