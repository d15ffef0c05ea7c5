import { checkOptions, listOf, object, text } from '@rs-sam/foundation/options';
import { html, type Markup } from '../html/html';
import { page } from '../html/page';
import { embedImage } from '../images/embed-image';

/** Two images that are the same, or nearly. */
export interface ShownPair {
  /** As `identical`, `turned` or `part`. */
  readonly kind: string;
  readonly score: number;
  readonly first: ShownImage;
  readonly second: ShownImage;
  /** How the second lies on the first; null if that is unknown. */
  readonly overlap: {
    readonly view: string;
    readonly scale: number;
    readonly shareOfFirst: number;
    readonly shareOfSecond: number;
  } | null;
}

interface ShownImage {
  readonly dataset: string;
  /** Its part of the split; null for none. */
  readonly part: string | null;
  readonly file: string;
  readonly path: string;
}

export interface DuplicatesPageOptions {
  readonly pairs: readonly ShownPair[];
  /** Sentences above the pairs: how many two parts have in common. */
  readonly counts: readonly string[];
}

const rules = {
  pairs: listOf(object('a pair of images'), 'a list of pairs of images'),
  counts: listOf(text('a sentence'), 'a list of sentences'),
};

/**
 * A page that shows pairs of images side by side.
 *
 * @throws PageImageError names an image that cannot be shown. MissingPackageError if `sharp` is not installed.
 */
export async function renderDuplicates(options: DuplicatesPageOptions): Promise<string> {
  checkOptions('renderDuplicates', rules, options, ['pairs', 'counts']);
  const { pairs, counts } = options;
  const articles: Markup[] = [];
  for (const pair of pairs) articles.push(await article(pair));
  return page(
    'Duplicate images',
    `${pairs.length} ${pairs.length === 1 ? 'pair' : 'pairs'}, as rs-sam dataset compare found them.`,
    html`<section><h2>Parts</h2><ul>${counts.map((count) => html`<li>${count}</li>`)}</ul></section>
<section><h2>Pairs</h2>${articles}</section>`,
  );
}

async function article({ kind, score, first, second, overlap }: ShownPair): Promise<Markup> {
  const how =
    overlap === null
      ? ''
      : `The second image: view ${overlap.view}, scale ${overlap.scale.toFixed(2)}. In common: ${percent(overlap.shareOfFirst)} of the first, ${percent(overlap.shareOfSecond)} of the second.`;
  return html`<article class="attention"><h3>${kind}, score ${score.toFixed(2)}</h3><ul class="maps pair">${await figure(first)}${await figure(second)}</ul><small>${how}</small></article>
`;
}

async function figure({ dataset, part, file, path }: ShownImage): Promise<Markup> {
  const { uri, width, height } = await embedImage(path);
  return html`<li><img src="${uri}" width="${width}" height="${height}" alt=""><small>${dataset}${part === null ? null : ` ${part}`}: ${file}</small></li>`;
}

const percent = (share: number): string => `${Math.round(100 * share)} %`;
