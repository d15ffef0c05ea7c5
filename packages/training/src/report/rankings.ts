import type { EmbeddedPicture } from './embed-picture';
import { html, type Markup } from './html';

/** A picture with what is known of it. */
export interface ShownImage {
  /** File name, as the data set has it. */
  readonly name: string;
  readonly className: string | null;
  readonly picture: EmbeddedPicture;
}

/** A thing that was found. */
export interface Found<T> {
  readonly item: T;
  readonly score: number;
  /** Whether it belongs to the query: its own caption, or its own image. */
  readonly right: boolean;
}

/** An image that asks for captions, as in the paper's Fig. 5. */
export interface ImageQuery {
  readonly image: ShownImage;
  /** In order, best first. */
  readonly found: readonly Found<string>[];
  /** Place of the best of its own captions, from 1. */
  readonly rank: number;
  /** Captions that it was ranked against. */
  readonly gallery: number;
}

/** A caption that asks for images, as in the paper's Fig. 6. */
export interface TextQuery {
  readonly caption: string;
  readonly found: readonly Found<ShownImage>[];
  /** Place of its own image, from 1; null for a free text, which has none. */
  readonly rank: number | null;
  readonly gallery: number;
}

/** Image queries and the captions that were found, right ones in green frames, wrong ones in red. */
export function imageQueries(queries: readonly ImageQuery[]): Markup {
  return html`${queries.map(
    ({ image, found, rank, gallery }) => html`<article class="query">
${figure(image, 'query image')}
<ol class="found">${found.map(
      ({ item, score, right }) =>
        html`<li class="${right ? 'right' : 'wrong'}"><p>${item}</p><small>${verdict(right)} · score ${score.toFixed(3)}</small></li>`,
    )}</ol>
<p class="place">Its own caption: place ${rank} of ${gallery}</p>
</article>
`,
  )}`;
}

/** Text queries and the images that were found; the right one in a green frame, others in red; without a verdict for a free text. */
export function textQueries(queries: readonly TextQuery[]): Markup {
  return html`${queries.map(
    ({ caption, found, rank, gallery }) => html`<article class="query">
<blockquote>${caption}</blockquote>
<ol class="found pictures">${found.map(({ item, score, right }) => {
      const known = rank === null ? '' : `${verdict(right)} · `;
      return html`<li class="${rank === null ? 'free' : right ? 'right' : 'wrong'}">${figure(item, 'found image')}<small>${known}score ${score.toFixed(3)}</small></li>`;
    })}</ol>
<p class="place">${rank === null ? `Ranked against ${gallery} images` : `Its own image: place ${rank} of ${gallery}`}</p>
</article>
`,
  )}`;
}

function verdict(right: boolean): string {
  return right ? '✓ right' : '✗ wrong';
}

function figure({ name, className, picture }: ShownImage, role: string): Markup {
  const alt = className === null ? `${role} ${name}` : `${role} ${name}, class ${className}`;
  return html`<figure><img src="${picture.uri}" width="${picture.width}" height="${picture.height}" alt="${alt}"><figcaption>${name}</figcaption></figure>`;
}
