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

it('the results on the front page are those of docs/results/ucm.md', () => {
  const shown = tableAfter('README.md', '## Result');
  const measured = tableAfter('docs/results/ucm.md', '## Best, after a training on RSICD');
  expect(shown.length).toBeGreaterThan(3);
  for (const row of shown) {
    expect(measured.find((other) => other[''] === row[''])).toMatchObject(row);
  }
  const [, below = ''] =
    read('README.md')
      .match(/^By the paper's own protocol.*\n(?:.+\n)*/m)?.[0]
      .split(/own protocol/) ?? [];
  // The R@sum of both experiments and of the paper; the shares of images after them are of `rs-sam class-precision`.
  const figures = below.match(/\d+\.\d( ± \d+\.\d)?/g) ?? [];
  expect(figures).toHaveLength(3);
  for (const figure of figures) expect(read('docs/results/ucm.md')).toContain(`| ${figure} |`);
});
