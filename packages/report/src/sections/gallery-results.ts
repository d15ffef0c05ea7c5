import { fixed } from '@rs-sam/foundation/text';
import { html, type Markup } from '../html/html';
import { imageOf, type PageImages } from '../images/page-images';

/** A part of an image, as shares of its width and height. */
interface ImageBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An image of a gallery that was found. */
export interface FoundItem {
  readonly file: string;
  readonly className: string | null;
  /** From 1, over all pages. */
  readonly rank: number;
  readonly score: number;
  /** Null without a confidence, as in a search by an image. */
  readonly confidence: number | null;
  /** Near-duplicates that are not shown. */
  readonly duplicates: number;
  /** Windows of the same scene that overlap with it and are not shown. Default: 0. */
  readonly overlapping?: number;
  /** Parts of the image that stand out, drawn over it. */
  readonly boxes: readonly ImageBox[];
}

/** The images that were found, with the query beside them. */
export function galleryResults(query: Markup, found: readonly FoundItem[], images: PageImages): Markup {
  return html`<article class="query">
${query}
<ol class="found images">${found.map(
    (item) => html`<li class="free">${figure(item, images)}<small>${numbers(item)}</small></li>`,
  )}</ol>
</article>
`;
}

function figure({ file, className, rank, boxes }: FoundItem, images: PageImages): Markup {
  const { uri, width, height } = imageOf(images, file);
  const name = className === null ? file : `${file}, ${className}`;
  const frames = boxes.map(
    (box) =>
      html`<rect x="${box.x * width}" y="${box.y * height}" width="${box.width * width}" height="${box.height * height}"/>`,
  );
  return html`<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="found image ${name}"><image href="${uri}" width="${width}" height="${height}"/><g fill="none" stroke="#ffb000" stroke-width="${width / 80}">${frames}</g></svg><figcaption>${rank}. ${file}${className === null ? null : html`<br>${className}`}</figcaption></figure>`;
}

function numbers({ score, confidence, duplicates, overlapping = 0 }: FoundItem): string {
  return [
    `score ${fixed(score, 3)}`,
    ...(confidence === null ? [] : [`confidence ${fixed(confidence, 1)}`]),
    ...(overlapping === 0 ? [] : [`with ${overlapping} ${overlapping === 1 ? 'window' : 'windows'} that overlap`]),
    ...(duplicates === 0 ? [] : [`and ${duplicates} near-${duplicates === 1 ? 'duplicate' : 'duplicates'}`]),
  ].join(' · ');
}
