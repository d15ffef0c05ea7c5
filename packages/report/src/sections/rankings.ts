import type { ExampleImage, ImageQueryExample, TextQueryExample } from '@rs-sam/evaluation/examples';
import { html, type Markup } from '../html/html';
import { imageOf, type PageImages } from '../images/page-images';

/** What the number beside a result says. */
export const SCORE_EXPLAINED =
  'The score is how well the model says that a text and an image match: the higher, the better. It orders the results of one query; it is no probability, and scores of other models have another scale.';

/** An image that was found. */
type FoundImage = Pick<TextQueryExample['top'][number], 'file' | 'className' | 'score' | 'sameClass'> & {
  /** Null for a text that the user typed: the right image is unknown. */
  readonly correct: boolean | null;
};

/** Captions found by images (I2T), as in the paper's Fig. 5: right captions in green frames, wrong ones in red. */
export function imageQueries(queries: readonly ImageQueryExample[], images: PageImages): Markup {
  return html`${queries.map(
    ({ image, top }) => html`<article class="query">
${figure(image, 'query image', images)}
<ol class="found">${top.map(
      ({ caption, ...found }) =>
        html`<li class="${frame(found.correct)}"><p>${caption}</p><small>${verdict(found)}</small></li>`,
    )}</ol>
</article>
`,
  )}`;
}

/** A caption as a query, as in the paper's Fig. 6. */
export interface TextQuery {
  readonly caption: string;
  readonly top: readonly FoundImage[];
}

/** Images found by captions (T2I): the right image in a green frame, others in red; without colour for a text of the user. */
export function textQueries(queries: readonly TextQuery[], images: PageImages): Markup {
  return html`${queries.map(
    ({ caption, top }) => html`<article class="query">
<blockquote>${caption}</blockquote>
<ol class="found images">${top.map(
      (found) =>
        html`<li class="${frame(found.correct)}">${figure(found, 'found image', images)}<small>${verdict(found)}</small></li>`,
    )}</ol>
</article>
`,
  )}`;
}

function frame(correct: boolean | null): string {
  return correct === null ? 'free' : correct ? 'right' : 'wrong';
}

/** The verdict in words too, for readers who do not see the colours. */
function verdict({ correct, sameClass, score }: Pick<FoundImage, 'correct' | 'sameClass' | 'score'>): string {
  const words = correct === null ? '' : correct ? '✓ right · ' : sameClass ? '✗ wrong, right class · ' : '✗ wrong · ';
  return `${words}score ${score.toFixed(3)}`;
}

function figure({ file, className }: ExampleImage, role: string, images: PageImages): Markup {
  const { uri, width, height } = imageOf(images, file);
  const name = className === null ? file : `${file}, ${className}`;
  return html`<figure><img src="${uri}" width="${width}" height="${height}" alt="${role} ${name}"><figcaption>${file}${className === null ? null : html`<br>${className}`}</figcaption></figure>`;
}
