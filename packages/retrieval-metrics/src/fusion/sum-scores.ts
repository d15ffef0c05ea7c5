import { OptionError, ShapeError } from '../errors';
import { rowOf, type Scores } from '../scores';

/**
 * S = Σ_m w_m S_m, row by row as it is asked for: how the text-to-image and the image-to-text model of one method are ensembled (SCAN
 * adds the two similarity matrices). Weights are 1 by default. Throws `ShapeError` where sizes differ, and `OptionError` without any.
 */
export function sumScores(
  models: readonly Scores[],
  { weights }: { readonly weights?: readonly number[] } = {},
): Scores {
  const [first] = models;
  if (first === undefined) throw new OptionError('models', 'empty', 'one or more score matrices');
  if (weights && weights.length !== models.length) throw new ShapeError('Weights', models.length, weights.length);
  for (const { rows, columns } of models) {
    if (rows !== first.rows) throw new ShapeError('Rows of a summed matrix', first.rows, rows);
    if (columns !== first.columns) throw new ShapeError('Columns of a summed matrix', first.columns, columns);
  }
  const weightOf = (model: number) => weights?.[model] ?? 1;
  const readers = models.flatMap((model) => (model.at ? [model.at.bind(model)] : []));
  const summed = {
    rows: first.rows,
    columns: first.columns,
    row(index: number) {
      const sum = new Float64Array(first.columns);
      models.forEach((model, m) => {
        const row = rowOf(model, index);
        const weight = weightOf(m);
        for (let c = 0; c < row.length; c++) (sum[c] as number) += weight * (row[c] as number);
      });
      return sum;
    },
  };
  if (readers.length < models.length) return summed;
  return { ...summed, at: (row, column) => readers.reduce((sum, at, m) => sum + weightOf(m) * at(row, column), 0) };
}
