import { FIGURE_COLUMNS, type FigureColumn, type RetrievalFigures } from '@rs-sam/evaluation/tables';
import { DIRECTION_LABELS } from '@rs-sam/retrieval-metrics/tables';
import { html, type Markup } from '../html/html';

/** A row of a table of results. */
export interface ResultRow {
  readonly name: string;
  /** Ours, the class-perfect line, or a row of a paper. */
  readonly kind: 'ours' | 'line' | 'published';
  readonly figures: RetrievalFigures;
  /** A note below the table. */
  readonly note: string | null;
}

/** A table of results: the best figure of each column in bold, the notes numbered below. */
export function resultsTable(caption: string, rows: readonly ResultRow[]): Markup {
  const notes = [...new Set(rows.flatMap(({ note }) => note ?? []))];
  const best = FIGURE_COLUMNS.map((column) => bestOf(column, rows));
  const groups = { ...DIRECTION_LABELS, both: 'both' };
  const spanOf = (group: string) => FIGURE_COLUMNS.filter((column) => column.group === group).length;
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead>
<tr><td></td>${Object.entries(groups).map(([group, label]) => html`<th scope="colgroup" colspan="${spanOf(group)}">${label}</th>`)}</tr>
<tr><th scope="col">model</th>${FIGURE_COLUMNS.map(({ name }) => html`<th scope="col">${name}</th>`)}</tr>
</thead>
<tbody>
${rows.map((row) => tableRow(row, best, notes))}
</tbody>
</table></div>
${notes.length > 0 ? html`<ol class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ol>` : null}`;
}

function tableRow({ name, kind, figures, note }: ResultRow, best: readonly string[], notes: readonly string[]): Markup {
  const cells = FIGURE_COLUMNS.map((column, i) => {
    const text = printed(column, figures);
    return html`<td>${text === best[i] ? html`<b>${text}</b>` : text}</td>`;
  });
  const mark = note === null ? null : html` <sup>${notes.indexOf(note) + 1}</sup>`;
  return html`<tr class="${kind}"><th scope="row">${name}${mark}</th>${cells}</tr>
`;
}

/** A figure as text. */
function printed(column: FigureColumn, figures: RetrievalFigures): string {
  const value = column.value(figures);
  return value === null ? '–' : value.toFixed(column.decimals);
}

/** The best figure as text, so that equal texts are marked alike. */
function bestOf(column: FigureColumn, rows: readonly ResultRow[]): string {
  const values = rows.flatMap(({ figures }) => column.value(figures) ?? []);
  const best = column.better === 'higher' ? Math.max(...values) : Math.min(...values);
  return best.toFixed(column.decimals);
}
