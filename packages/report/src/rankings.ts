import type { ExampleImage, ImageQueryExample, TextQueryExample } from '@rs-sam/evaluation/examples';
import { html, type Markup } from './html';
import { type Pictures, pictureOf } from './pictures';

/** An image that was found. */
type FoundPicture = Pick<TextQueryExample['top'][number], 'file' | 'className' | 'score' | 'sameClass'> & {
  /** Null for a text of one's own, to which nothing is known to be right. */
  readonly correct: boolean | null;
};

/** Images that ask for captions, as in the paper's Fig. 5: right captions in green frames, wrong ones in red. */
export function imageQueries(queries: readonly ImageQueryExample[], pictures: Pictures): Markup {
  return html`${queries.map(
    ({ image, top }) => html`<article class="query">
${figure(image, 'query image', pictures)}
<ol class="found">${top.map(
      ({ caption, ...found }) =>
        html`<li class="${frame(found.correct)}"><p>${caption}</p><small>${verdict(found)}</small></li>`,
    )}</ol>
</article>
`,
  )}`;
}

/** A caption that asks for images, as in the paper's Fig. 6. */
export interface TextQuery {
  readonly caption: string;
  readonly top: readonly FoundPicture[];
}

/** Captions that ask for images: the right image in a green frame, others in red; for a text of one's own in no colour. */
export function textQueries(queries: readonly TextQuery[], pictures: Pictures): Markup {
  return html`${queries.map(
    ({ caption, top }) => html`<article class="query">
<blockquote>${caption}</blockquote>
<ol class="found pictures">${top.map(
      (found) =>
        html`<li class="${frame(found.correct)}">${figure(found, 'found image', pictures)}<small>${verdict(found)}</small></li>`,
    )}</ol>
</article>
`,
  )}`;
}

function frame(correct: boolean | null): string {
  return correct === null ? 'free' : correct ? 'right' : 'wrong';
}

/** In words too, for who does not see the colours. */
function verdict({ correct, sameClass, score }: Pick<FoundPicture, 'correct' | 'sameClass' | 'score'>): string {
  const words = correct === null ? '' : correct ? '✓ right · ' : sameClass ? '✗ wrong, right class · ' : '✗ wrong · ';
  return `${words}score ${score.toFixed(3)}`;
}

function figure({ file, className }: ExampleImage, role: string, pictures: Pictures): Markup {
  const { uri, width, height } = pictureOf(pictures, file);
  const name = className === null ? file : `${file}, ${className}`;
  return html`<figure><img src="${uri}" width="${width}" height="${height}" alt="${role} ${name}"><figcaption>${file}${className === null ? null : html`<br>${className}`}</figcaption></figure>`;
}
