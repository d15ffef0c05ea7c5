import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { attentionExamples, attentionMaps } from './attention-maps';
import { html, Markup } from './html';
import { page } from './page';
import type { Pictures } from './pictures';
import { imageQueries, textQueries } from './rankings';
import { type ResultRow, resultsTable } from './results-table';

/** What a report says, ready to be printed. */
export interface ReportContent {
  readonly title: string;
  /** The result in a sentence or two. */
  readonly lead: string;
  readonly tables: readonly { readonly caption: string; readonly rows: readonly ResultRow[] }[];
  /** Curves as finished SVG. */
  readonly curves: readonly { readonly title: string; readonly svg: string }[];
  /** Queries with what a model found for them, and the pictures of all of them; null for none. */
  readonly examples: { readonly of: string; readonly found: RetrievalExamples; readonly pictures: Pictures } | null;
  /** How each result came about. */
  readonly provenance: readonly { readonly name: string; readonly pairs: readonly (readonly [string, string])[] }[];
  /** Whole configurations, for who wants every value. */
  readonly configurations: readonly { readonly name: string; readonly json: unknown }[];
}

/** The report as one HTML file, see `page`. */
export function reportPage(content: ReportContent): string {
  const { title, lead, tables, curves, examples, provenance, configurations } = content;
  return page(
    title,
    lead,
    html`<section>
<h2>Results</h2>
<p>Recalls in percent, ranks from 1. The line between the rules is what a retriever gets that knows the class of every image and
caption and picks at random inside it: only above it does a model tell images of one class apart. Published rows were measured by
others; the notes say what is not like for like.</p>
${tables.map(({ caption, rows }) => resultsTable(caption, rows))}
</section>
<section>
<h2>How it came about</h2>
${provenance.map(
  ({ name, pairs }) => html`<h3>${name}</h3>
<dl>${pairs.map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
`,
)}
${configurations.map(
  ({ name, json }) =>
    html`<details><summary>Configuration of ${name}</summary><pre>${JSON.stringify(json, null, 2)}</pre></details>`,
)}
</section>
${curvesSection(curves)}
${examples === null ? null : examplesSections(examples)}`,
  );
}

function curvesSection(curves: ReportContent['curves']): Markup | null {
  if (curves.length === 0) return null;
  return html`<section>
<h2>Learning curves</h2>
<div class="curves">${curves.map(
    ({ title, svg }, i) =>
      html`<figure>${new Markup(withOwnNames(svg, i + 1))}<figcaption>${title}</figcaption></figure>`,
  )}</div>
</section>`;
}

/** Charts name their classes and clip paths alike; on one page each needs names of its own. */
function withOwnNames(svg: string, number: number): string {
  return svg.replace(/\bchart-(?=c|g)/g, `chart-${number}-`);
}

function examplesSections({ of, found, pictures }: NonNullable<ReportContent['examples']>): Markup {
  const attention = attentionExamples(found);
  return html`<section>
<h2>Image asks for captions</h2>
<p>The best captions of the whole split by ${of}, each different wording once; green: one of the image's own, red: not.</p>
${imageQueries(found.imageQueries, pictures)}
</section>
<section>
<h2>Caption asks for images</h2>
<p>The best images of the split by ${of}; green: an image that has this very caption, red: not.</p>
${textQueries(found.textQueries, pictures)}
</section>
${
  attention.length === 0
    ? null
    : html`<section>
<h2>Where the words look</h2>
<p>Each word's attention over the cells of an image, from that word's least (clear) to its most (red). The number says how far above
the even share its highest cell is: at 1.0 the word looks nowhere in particular, and nothing is red.</p>
${attentionMaps(attention, pictures)}
</section>`
}`;
}
