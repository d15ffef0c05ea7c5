import { SizeMismatchError } from '../errors';

/** A column of figures. */
export interface TableColumn {
  readonly name: string;
  /** Which end is best. Default `higher`; `none` marks nothing. */
  readonly better?: 'higher' | 'lower' | 'none';
  /** Decimals printed. Default 1. */
  readonly decimals?: number;
}

/** A figure, alone or with an interval and a significance mark such as `†`. */
export type TableValue =
  | number
  | null
  | { readonly estimate: number; readonly low?: number; readonly high?: number; readonly mark?: string };

/** A table of figures by system. */
export interface ResultTable {
  readonly columns: readonly TableColumn[];
  /** One value a column; null where there is none. */
  readonly rows: readonly { readonly name: string; readonly values: readonly TableValue[] }[];
}

/** A printed cell. */
export interface Cell {
  readonly text: string;
  readonly best: boolean;
  readonly mark: string;
}

/**
 * The cells as text: `12.3`, or `12.3 [10.1, 14.9]` with an interval. Best is decided on the printed digits, so figures that print alike
 * are best alike. Throws `SizeMismatchError` where a row is not as long as the columns.
 */
export function cellsOf(table: ResultTable): Cell[][] {
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
