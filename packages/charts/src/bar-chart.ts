import { checkOptions, number, positive, text } from '@rs-sam/foundation/options';
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { ChartError } from './chart-error';
import type { ChartFrame } from './frame';
import { frameRules, namesRule, seriesRule } from './option-rules';
import { renderSvg } from './render';
import { legendFormatter, seriesId } from './series-names';
import { CONTAINED, GRID, INK, SERIES_COLOURS, TEXT_SIZE } from './theme';

export interface BarSeries {
  /** Shown in the legend where there are several series. */
  readonly name: string;
  /** One per category. */
  readonly values: readonly number[];
}

export interface BarChartOptions extends ChartFrame {
  readonly categories: readonly string[];
  readonly series: readonly BarSeries[];
  /** The name of the values, with their unit, as `Accuracy (%)`. */
  readonly valueLabel: string;
  /** The end of the axis. Default: from the values. */
  readonly maximum?: number;
  /** Decimals of the values. Default: 0. */
  readonly digits?: number;
}

const rules = {
  ...frameRules,
  categories: namesRule,
  series: seriesRule('values'),
  valueLabel: text('a label'),
  maximum: positive,
  digits: number('an integer from 0 to 100', (value) => Number.isInteger(value) && value >= 0 && value <= 100),
};

/**
 * One bar per category and series, with its value at the end: accuracy by class, as in the paper's Figs. 7 to 11.
 *
 * The bars are horizontal, so that the names of many classes are readable.
 *
 * @returns SVG text.
 * @throws {ChartError} where a series does not have one finite number per category.
 * @throws {InvalidOptionError} for an option that is wrong, unknown or missing.
 */
export function barChart(options: BarChartOptions): string {
  checkOptions('barChart', rules, options, ['title', 'categories', 'series', 'valueLabel']);
  const { title, categories, series, valueLabel, maximum, digits = 0, width = 800 } = options;
  for (const { name, values } of series) {
    if (values.length !== categories.length || !values.every(Number.isFinite)) {
      throw new ChartError(title, `"${name}" needs one finite number for each of the ${categories.length} categories.`);
    }
  }
  echarts.use([BarChart, GridComponent, TitleComponent, LegendComponent, SVGRenderer]);
  const legend = series.length > 1;
  const band = Math.max(24, 18 * series.length);
  const height = options.height ?? 60 + (legend ? 30 : 0) + band * categories.length + 60;
  return renderSvg({
    title,
    description: options.description ?? describeBars(options),
    width,
    height,
    option: {
      color: [...SERIES_COLOURS],
      ...(legend && {
        legend: { top: 40, formatter: legendFormatter(series), textStyle: { fontSize: TEXT_SIZE, color: INK } },
      }),
      grid: { left: 20, right: 50, top: legend ? 75 : 50, bottom: 20, ...CONTAINED },
      xAxis: {
        type: 'value',
        min: 0,
        ...(maximum !== undefined && { max: maximum }),
        name: valueLabel,
        nameLocation: 'middle',
        nameGap: 28,
        nameTextStyle: { fontSize: TEXT_SIZE, color: INK },
        axisLabel: { fontSize: TEXT_SIZE, color: INK },
        splitLine: { lineStyle: { color: GRID } },
      },
      yAxis: {
        type: 'category',
        inverse: true,
        data: [...categories],
        axisTick: { show: false },
        axisLabel: { fontSize: TEXT_SIZE, color: INK, interval: 0 },
      },
      series: series.map(({ values }, index) => ({
        type: 'bar',
        name: seriesId(index),
        data: values.map((value) => ({ value, label: { formatter: value.toFixed(digits) } })),
        barCategoryGap: '25%',
        label: { show: true, position: 'right', fontSize: TEXT_SIZE, color: INK },
      })),
    },
  });
}

function describeBars({ categories, series, valueLabel, digits = 0 }: BarChartOptions): string {
  const lines = series.map(({ name, values }) => {
    const bars = categories.map((category, i) => `${category} ${(values[i] as number).toFixed(digits)}`);
    return `${name}: ${bars.join(', ')}.`;
  });
  return `Bar chart, ${valueLabel}. ${lines.join(' ')}`;
}
