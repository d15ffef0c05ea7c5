import { checkOptions, matching } from '@rs-sam/foundation/options';
import { InvalidOptionError, SizeMismatchError } from '../errors';
import { rowOf, type Scores } from '../scores';
import { addScores, weighScore } from './add-scores';

const rules = {
  weights: matching('a list of finite numbers', (value) => Array.isArray(value) && value.every(Number.isFinite)),
};

/**
 * S = Σ_m w_m S_m, computed row by row on request. SCAN ensembles its T2I and its I2T model so. Weights are 1 by default.
 * A model of weight 0 decides nothing; a term of -Infinity makes the sum -Infinity, also beside Infinity.
 * Throws `SizeMismatchError` and `InvalidOptionError`.
 */
export function sumScores(models: readonly Scores[], options: { readonly weights?: readonly number[] } = {}): Scores {
  checkOptions('sumScores', rules, options);
  const { weights } = options;
  const [first] = models;
  if (first === undefined) throw new InvalidOptionError('models', models, 'a list of at least one score matrix');
  if (weights && weights.length !== models.length)
    throw new SizeMismatchError('Weights', models.length, weights.length);
  for (const { rows, columns } of models) {
    if (rows !== first.rows) throw new SizeMismatchError('Rows of a summed matrix', first.rows, rows);
    if (columns !== first.columns) throw new SizeMismatchError('Columns of a summed matrix', first.columns, columns);
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
        for (let c = 0; c < row.length; c++) sum[c] = addScores(sum[c] as number, weighScore(weight, row[c] as number));
      });
      return sum;
    },
  };
  if (readers.length < models.length) return summed;
  return {
    ...summed,
    at: (row, column) => readers.reduce((sum, at, m) => addScores(sum, weighScore(weightOf(m), at(row, column))), 0),
  };
}
