import { attentionMaps } from './attention-maps';
import type { ReportExamples } from './collect-examples';
import { html, Markup } from './html';
import { PAGE_STYLE } from './page-style';
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
  readonly examples: ReportExamples | null;
  /** How the result came about: name and value. */
  readonly provenance: readonly (readonly [name: string, value: string])[];
  /** Whole configurations, for who wants every value. */
  readonly configurations: readonly { readonly name: string; readonly json: unknown }[];
}

/** One HTML file that needs nothing else: pictures, curves and style are inside; it has no script. */
export function reportPage(content: ReportContent): string {
  const { title, lead, tables, curves, examples, provenance, configurations } = content;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${new Markup(PAGE_STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">${lead}</p>
</header>
<main>
<section>
<h2>Results</h2>
<p>Recalls in percent, ranks from 1. The line between the rules is what a retriever gets that knows the class of every image and
caption and picks at random inside it: only above it does a model tell images of one class apart. Published rows were measured by
others; the notes say what is not like for like.</p>
${tables.map(({ caption, rows }) => resultsTable(caption, rows))}
</section>
<section>
<h2>How it came about</h2>
<dl>${provenance.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl>
${configurations.map(
  ({ name, json }) =>
    html`<details><summary>Configuration of ${name}</summary><pre>${JSON.stringify(json, null, 2)}</pre></details>`,
)}
</section>
${curvesSection(curves)}
${examples === null ? null : examplesSections(examples)}
</main>
</body>
</html>
`;
  return page.source;
}

function curvesSection(curves: ReportContent['curves']): Markup | null {
  if (curves.length === 0) return null;
  return html`<section>
<h2>Learning curves</h2>
<div class="curves">${curves.map(
    ({ title, svg }) => html`<figure>${new Markup(svg)}<figcaption>${title}</figcaption></figure>`,
  )}</div>
</section>`;
}

function examplesSections({ imageQueries: images, textQueries: texts, attention }: ReportExamples): Markup {
  return html`<section>
<h2>Image asks for captions</h2>
<p>The best captions of the whole split, each different wording once; green: one of the image's own, red: not. The queries were
chosen by a seed, before anything was scored.</p>
${imageQueries(images)}
</section>
<section>
<h2>Caption asks for images</h2>
<p>The best images of the split; green: an image that has this very caption, red: not.</p>
${textQueries(texts)}
</section>
${
  attention.length === 0
    ? null
    : html`<section>
<h2>Where the words look</h2>
<p>Each word's attention over the cells of the caption's own image, from that word's least (clear) to its most (red). A picture's
hint says how far above the even share its highest cell is: where that is near 1, the word looks nowhere in particular.</p>
${attentionMaps(attention)}
</section>`
}`;
}
