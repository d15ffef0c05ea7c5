import { checkOptions } from '@rs-sam/foundation/options';
import { HeatmapChart } from 'echarts/charts';
import { GridComponent, TitleComponent, VisualMapComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { ChartError } from './chart-error';
import type { ChartFrame } from './frame';
import { countsRule, frameRules, namesRule } from './option-rules';
import { renderSvg } from './render';
import { INK, TEXT_SIZE } from './theme';

export interface ConfusionMatrixOptions extends ChartFrame {
  readonly classNames: readonly string[];
  /** `counts[i][j]`: the number of images of class i that were predicted as class j. */
  readonly counts: readonly (readonly number[])[];
}

/** White to dark blue: lightness alone distinguishes the shares. */
const SHADES = ['#ffffff', '#deebf7', '#9ecae1', '#4292c6', '#08519c', '#08306b'];
/** Share of a row above which a cell is dark enough for white numbers. */
const DARK = 0.5;

const rules = { ...frameRules, classNames: namesRule, counts: countsRule };

/**
 * Rows are the true classes, columns the predicted classes. Cells are shaded by their share of the row and show their count unless it is 0.
 *
 * @returns SVG text.
 * @throws {ChartError} where the counts do not have one row and one column per class.
 * @throws {InvalidOptionError} for an option that is wrong, unknown or missing.
 */
export function confusionMatrix(options: ConfusionMatrixOptions): string {
  checkOptions('confusionMatrix', rules, options, ['title', 'classNames', 'counts']);
  const { title, classNames: classes, counts } = options;
  if (classes.length === 0) throw new ChartError(title, 'there are no classes.');
  const square = counts.length === classes.length && counts.every((row) => row.length === classes.length);
  if (!square) throw new ChartError(title, `the counts must have ${classes.length} rows and columns, one per class.`);
  echarts.use([HeatmapChart, GridComponent, TitleComponent, VisualMapComponent, SVGRenderer]);
  const cell = classes.length > 12 ? 30 : 44;
  const margin = 36 + 7 * Math.max(...classes.map((name) => name.length));
  const { width = margin + cell * classes.length + 40, height = margin + cell * classes.length + 90 } = options;
  const axis = {
    type: 'category' as const,
    data: [...classes],
    nameLocation: 'middle' as const,
    nameTextStyle: { fontSize: TEXT_SIZE, color: INK, fontWeight: 'bold' as const },
    axisTick: { show: false },
    nameGap: margin - 20,
  };
  return renderSvg({
    title,
    description: options.description ?? describeMatrix(options),
    width,
    height,
    option: {
      grid: { left: margin, right: 30, top: 50, bottom: margin },
      xAxis: {
        ...axis,
        name: 'Predicted class',
        axisLabel: { fontSize: TEXT_SIZE, color: INK, interval: 0, rotate: 90 },
      },
      yAxis: {
        ...axis,
        name: 'True class',
        inverse: true,
        axisLabel: { fontSize: TEXT_SIZE, color: INK, interval: 0 },
      },
      visualMap: { show: false, min: 0, max: 1, dimension: 2, inRange: { color: SHADES } },
      series: [
        {
          type: 'heatmap',
          data: cells(counts),
          itemStyle: { borderColor: '#e6e6e6', borderWidth: 1 },
        },
      ],
    },
  });
}

function cells(counts: ConfusionMatrixOptions['counts']) {
  return counts.flatMap((row, i) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    return row.map((count, j) => {
      const share = total === 0 ? 0 : count / total;
      const label = {
        show: count > 0,
        formatter: String(count),
        color: share > DARK ? '#ffffff' : INK,
        fontSize: TEXT_SIZE,
      };
      return { value: [j, i, share], label };
    });
  });
}

function describeMatrix({ classNames: classes, counts }: ConfusionMatrixOptions): string {
  const total = counts.flat().reduce((sum, count) => sum + count, 0);
  const right = counts.reduce((sum, row, i) => sum + (row[i] as number), 0);
  const wrong = counts.flatMap((row, i) =>
    row.map((count, j) => ({ count, pair: `${classes[i]} predicted as ${classes[j]}`, off: i !== j })),
  );
  const worst = wrong
    .filter(({ off, count }) => off && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, 3)
    .map(({ pair, count }) => `${pair} (${count})`);
  const most = worst.length > 0 ? ` Most often: ${worst.join(', ')}.` : '';
  return `Confusion matrix of ${classes.length} classes: ${right} of ${total} correct.${most}`;
}
