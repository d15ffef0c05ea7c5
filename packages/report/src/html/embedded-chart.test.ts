import { lineChart } from '@rs-sam/charts';
import { expect, it } from 'vitest';
import { embeddedChart } from './embedded-chart';

const NAME = 'style="color:red" class="chart-0" <style>';
const chart = (name: string) =>
  lineChart({
    ...{ title: name, xLabel: 'step', yLabel: 'loss' },
    series: [{ name: 'a', points: [[0, 1] as const, [1, 2] as const] }],
  });

it('needs no style of its own, and its names differ from those of another chart of the page', () => {
  const [first, second] = [1, 2].map((number) => embeddedChart(chart('loss'), number).source) as [string, string];
  expect(first).not.toMatch(/<style| style="/);
  expect(first).toContain('font-size="13px" font-family="Helvetica, Arial, sans-serif"');
  const names = (svg: string) => [...svg.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
  expect(names(first)).toHaveLength(1);
  expect(first).toContain(`url(#${names(first)[0]})`);
  expect(names(second)).not.toEqual(names(first));
});

it('leaves the texts of the chart as they are', () => {
  const escaped = NAME.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  const { source } = embeddedChart(chart(NAME), 3);
  expect(source).toContain(`<title>${escaped}</title>`);
  expect(source).toContain(`>${escaped.replaceAll('"', '&quot;')}</text>`);
});
