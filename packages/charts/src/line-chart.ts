import { checkOptions, text } from '@rs-sam/foundation/options';
import { LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { ChartError } from './chart-error';
import type { ChartFrame } from './frame';
import { frameRules, seriesRule } from './option-rules';
import { renderSvg } from './render';
import { legendFormatter, seriesId } from './series-names';
import { CONTAINED, GRID, INK, SERIES_COLOURS, TEXT_SIZE } from './theme';

export interface LineSeries {
  readonly name: string;
  /** In order of x. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface LineChartOptions extends ChartFrame {
  readonly series: readonly LineSeries[];
  /** The name of x, as `Epoch`. */
  readonly xLabel: string;
  /** The name of y, with its unit, as `mR (%)`. */
  readonly yLabel: string;
}

/** Marks and strokes, so that series can be distinguished without colour. */
const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle'];
const STROKES = ['solid', 'dashed', 'dotted'];

const rules = { ...frameRules, series: seriesRule('points'), xLabel: text('a label'), yLabel: text('a label') };

/**
 * Lines through points: learning curves.
 *
 * @returns SVG text.
 * @throws {ChartError} where a coordinate is not finite.
 * @throws {InvalidOptionError} for an option that is wrong, unknown or missing.
 */
export function lineChart(options: LineChartOptions): string {
  checkOptions('lineChart', rules, options, ['title', 'series', 'xLabel', 'yLabel']);
  const { title, series, xLabel, yLabel, width = 800, height = 450 } = options;
  for (const { name, points } of series) {
    const bad = points.find((point) => point.length !== 2 || !point.every(Number.isFinite));
    if (bad)
      throw new ChartError(
        title,
        `"${name}" has the point (${bad.join(', ')}); it needs two finite numbers. Leave such points out.`,
      );
  }
  echarts.use([LineChart, GridComponent, TitleComponent, LegendComponent, SVGRenderer]);
  const axis = {
    type: 'value' as const,
    scale: true,
    nameLocation: 'middle' as const,
    nameTextStyle: { fontSize: TEXT_SIZE, color: INK },
    axisLabel: { fontSize: TEXT_SIZE, color: INK },
    splitLine: { lineStyle: { color: GRID } },
  };
  return renderSvg({
    title,
    description: options.description ?? describeLines(options),
    width,
    height,
    option: {
      color: [...SERIES_COLOURS],
      ...(series.length > 1 && {
        legend: { top: 40, formatter: legendFormatter(series), textStyle: { fontSize: TEXT_SIZE, color: INK } },
      }),
      grid: { left: 20, right: 30, top: series.length > 1 ? 80 : 55, bottom: 20, ...CONTAINED },
      xAxis: { ...axis, name: xLabel, nameGap: 30 },
      yAxis: { ...axis, name: yLabel, nameGap: 48 },
      series: series.map(({ points }, i) => ({
        type: 'line',
        name: seriesId(i),
        data: points.map((point) => [...point]),
        symbol: MARKS[i % MARKS.length],
        symbolSize: 6,
        lineStyle: { width: 2, type: STROKES[Math.floor(i / SERIES_COLOURS.length) % STROKES.length] },
      })),
    },
  });
}

function describeLines({ series, xLabel, yLabel }: LineChartOptions): string {
  const lines = series.map(({ name, points }) => {
    const [first, last] = [points[0], points.at(-1)];
    if (first === undefined || last === undefined) return `${name}: no points.`;
    return `${name}: from ${print(first[1])} at ${print(first[0])} to ${print(last[1])} at ${print(last[0])}.`;
  });
  return `Line chart, ${yLabel} by ${xLabel}. ${lines.join(' ')}`;
}

const print = (value: number) => String(Number(value.toPrecision(4)));
