import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { testReadmeExamples } from '../../../../scripts/readme-examples';

const ROOT = '../../../../';
testReadmeExamples(import.meta.url, `${ROOT}README.md`);

const read = (file: string) => readFileSync(new URL(ROOT + file, import.meta.url), 'utf8');

/** The cells of each row of the first Markdown table after a heading, by the names of the columns. */
function tableAfter(file: string, heading: string): Record<string, string>[] {
  const text = read(file);
  const [head = '', , ...rows] =
    text
      .slice(text.indexOf(heading))
      .match(/(^\|.*\n)+/m)?.[0]
      .trimEnd()
      .split('\n') ?? [];
  const cells = (row: string) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll(/[*_]/g, '').trim());
  return rows.map((row) => Object.fromEntries(cells(row).map((cell, column) => [cells(head)[column] ?? '', cell])));
}

/** The row of the front page that is of another experiment than the others. */
const IN_VIEWS = 'the same, four views, CSLS';

it('the results on the front page are those of docs/results', () => {
  const shown = tableAfter('README.md', '## Result');
  const measured = tableAfter('docs/results/ucm.md', '## Best, after a training on RSICD');
  const inViews = tableAfter('docs/results/ucm.md', '## The same after RSICD, in four views');
  expect(shown.length).toBeGreaterThan(4);
  for (const { '': name, ...figures } of shown) {
    const [rows, wanted] = name === IN_VIEWS ? [inViews, 'sam-t2i, 3 seeds'] : [measured, name];
    expect(rows.find((other) => other[''] === wanted)).toMatchObject(figures);
  }
  const paragraph = read('README.md').match(/^By the paper's own protocol.*\n(?:.+\n)*/m)?.[0] ?? '';
  // The shares of images between the two are of `rs-sam class-precision`.
  const [, ucm = ''] = paragraph.match(/own protocol(.*?)For 43 sentences/s) ?? [];
  const [, rsicd = ''] = paragraph.match(/On RSICD(.*)/s) ?? [];
  for (const [text, count, file] of [
    [ucm, 5, 'ucm'],
    [rsicd, 3, 'rsicd'],
  ] as const) {
    const figures = text.match(/\d+\.\d( ± \d+\.\d)?/g) ?? [];
    expect(figures).toHaveLength(count);
    for (const figure of figures) expect(read(`docs/results/${file}.md`)).toContain(`| ${figure} |`);
  }
});
