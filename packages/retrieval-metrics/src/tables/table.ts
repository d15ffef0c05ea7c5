import { checkOptions, number, oneOf } from '@rs-sam/foundation/options';
import { SizeMismatchError } from '../errors';

const BETTER = ['higher', 'lower', 'none'] as const;

/** A column of figures. */
export interface TableColumn {
  readonly name: string;
  /** Which figure is the best. Default `higher`; `none` marks nothing. */
  readonly better?: (typeof BETTER)[number];
  /** Decimals of the figures. Default 1. */
  readonly decimals?: number;
}

/** A figure, alone or with an interval and a significance mark such as `†`. */
export type TableValue =
  | number
  | null
  | { readonly estimate: number; readonly low?: number; readonly high?: number; readonly mark?: string };

/** A table of figures: one row per system. */
export interface ResultTable {
  readonly columns: readonly TableColumn[];
  /** One value per column; null where there is none. */
  readonly rows: readonly { readonly name: string; readonly values: readonly TableValue[] }[];
}

/** A cell as text. */
export interface Cell {
  readonly text: string;
  readonly best: boolean;
  readonly mark: string;
}

const rules = {
  better: oneOf(BETTER),
  decimals: number('an integer from 0 to 100', (value) => Number.isInteger(value) && value >= 0 && value <= 100),
};

/**
 * The cells as text: `12.3`, or `12.3 [10.1, 14.9]` with an interval. The printed digits decide which figure is the best, so equal texts
 * are marked alike. Throws `SizeMismatchError` where a row has not one value per column, and `InvalidOptionError`.
 */
export function cellsOf(table: ResultTable): Cell[][] {
  for (const { better, decimals } of table.columns) checkOptions('a table column', rules, { better, decimals });
  for (const { name, values } of table.rows) {
    if (values.length !== table.columns.length)
      throw new SizeMismatchError(`Values of row ${name}`, table.columns.length, values.length);
  }
  const best = table.columns.map(({ better = 'higher', decimals = 1 }, c) => {
    const printed = table.rows
      .map(({ values }) => estimateOf(values[c]))
      .filter((value) => !Number.isNaN(value))
      .map((value) => Number(value.toFixed(decimals)));
    if (better === 'none' || printed.length === 0) return Number.NaN;
    return better === 'higher' ? Math.max(...printed) : Math.min(...printed);
  });
  return table.rows.map(({ values }) =>
    values.map((value, c) => {
      const decimals = table.columns[c]?.decimals ?? 1;
      const estimate = estimateOf(value);
      const print = (figure: number) => figure.toFixed(decimals);
      if (Number.isNaN(estimate)) return { text: '–', best: false, mark: '' };
      const details = typeof value === 'object' && value !== null ? value : { estimate };
      const interval =
        details.low === undefined || details.high === undefined
          ? ''
          : ` [${print(details.low)}, ${print(details.high)}]`;
      return {
        text: `${print(estimate)}${interval}`,
        best: Number(print(estimate)) === best[c],
        mark: details.mark ?? '',
      };
    }),
  );
}

function estimateOf(value: TableValue | undefined): number {
  if (value === null || value === undefined) return Number.NaN;
  return typeof value === 'number' ? value : value.estimate;
}
