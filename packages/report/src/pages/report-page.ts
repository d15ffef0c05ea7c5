import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { embeddedChart } from '../html/embedded-chart';
import { html, type Markup } from '../html/html';
import { page } from '../html/page';
import type { PageImages } from '../images/page-images';
import { ATTENTION_EXPLAINED, attentionExamples, attentionMaps } from '../sections/attention-maps';
import { imageQueries, SCORE_EXPLAINED, textQueries } from '../sections/rankings';
import { type ResultRow, resultsTable } from '../sections/results-table';

/** The content of a report. */
export interface ReportContent {
  readonly title: string;
  /** The result in a sentence or two. */
  readonly lead: string;
  readonly tables: readonly { readonly caption: string; readonly rows: readonly ResultRow[] }[];
  /** Curves as finished SVG. */
  readonly curves: readonly { readonly title: string; readonly svg: string }[];
  /** Example queries with their results, and the images of both; null for none. */
  readonly examples: { readonly of: string; readonly found: RetrievalExamples; readonly images: PageImages } | null;
  /** The provenance of each result. */
  readonly provenance: readonly { readonly name: string; readonly pairs: readonly (readonly [string, string])[] }[];
  /** The complete configurations. */
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
<p>Recalls in percent, ranks from 1. The class-perfect line, between the rules, is the expected result of a retriever that knows the
class of every image and caption and chooses at random within it: only a model above the line distinguishes images of one class.
The best figure of each column is bold.
Published rows are the results of others; the notes say how they differ.</p>
${tables.map(({ caption, rows }) => resultsTable(caption, rows))}
</section>
<section>
<h2>Provenance</h2>
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
    ({ title, svg }, i) => html`<figure>${embeddedChart(svg, i + 1)}<figcaption>${title}</figcaption></figure>`,
  )}</div>
</section>`;
}

function examplesSections({ of, found, images }: NonNullable<ReportContent['examples']>): Markup {
  const attention = attentionExamples(found);
  return html`<section>
<h2>Captions by image (I2T)</h2>
<p>The best captions of the part by ${of}, each distinct text once. Green: a caption of the image; red: any other. ${SCORE_EXPLAINED}</p>
${imageQueries(found.imageQueries, images)}
</section>
<section>
<h2>Images by caption (T2I)</h2>
<p>The best images of the part by ${of}. Green: an image with this caption; red: any other. ${SCORE_EXPLAINED}</p>
${textQueries(found.textQueries, images)}
</section>
${
  attention.length === 0
    ? null
    : html`<section>
<h2>Attention word by word</h2>
${ATTENTION_EXPLAINED}
${attentionMaps(attention, images)}
</section>`
}`;
}
