import { checkOptions, integer } from '@rs-sam/foundation/options';
import { SizeMismatchError } from '../errors';
import { refuseNaN, rowOf, type Scores } from '../scores';

/** The scores of a gallery with a bank: images and captions that are neither evaluated nor asked for. */
export interface HubnessBank {
  /** [images, captions of the bank] */
  readonly toCaptions: Scores;
  /** [images of the bank, captions] */
  readonly toImages: Scores;
  /** The nearest items of the bank that count, k. Default 10. */
  readonly neighbours?: number;
}

const RULES = { neighbours: integer(1) };

/**
 * s'(x, y) = s(x, y) − ½ (r(x) + r(y)), with r the mean of the k highest scores with the bank: half of CSLS, in the same order (Conneau et
 * al., Word Translation Without Parallel Data, ICLR 2018, section 2.3), with a bank in place of the gallery, as Bogolin et al., Cross Modal
 * Retrieval with Querybank Normalisation, CVPR 2022. An item that is near to every query, a hub, loses what it has too much.
 *
 * Rows and columns keep the order that they have among equal items: equal captions still tie.
 *
 * Throws `SizeMismatchError`, `NotANumberError` for a NaN of the bank, and `InvalidOptionError`.
 */
export function withoutHubness(scores: Scores, bank: HubnessBank): Scores {
  const { toCaptions, toImages, ...options } = bank;
  checkOptions('withoutHubness', RULES, options);
  const { neighbours = 10 } = options;
  if (toCaptions.rows !== scores.rows) throw new SizeMismatchError('Rows of a bank', scores.rows, toCaptions.rows);
  if (toImages.columns !== scores.columns) {
    throw new SizeMismatchError('Columns of a bank', scores.columns, toImages.columns);
  }
  const ofRows = nearestOfRows(toCaptions, neighbours);
  const ofColumns = nearestOfColumns(toImages, neighbours);
  return {
    rows: scores.rows,
    columns: scores.columns,
    row(index) {
      const row = rowOf(scores, index);
      const own = ofRows[index] as number;
      return Float64Array.from(row, (score, column) => score - (own + (ofColumns[column] as number)) / 2);
    },
  };
}

/** r(x): the mean of the highest scores of each row. */
function nearestOfRows(scores: Scores, count: number): number[] {
  return Array.from({ length: scores.rows }, (_, index) => {
    const row = rowOf(scores, index);
    refuseNaN(row, index);
    return meanOfHighest(Float64Array.from(row), count);
  });
}

/** The same of each column, with one pass over the rows. */
function nearestOfColumns(scores: Scores, count: number): number[] {
  const columns = Array.from({ length: scores.columns }, () => new Float64Array(scores.rows));
  for (let index = 0; index < scores.rows; index++) {
    const row = rowOf(scores, index);
    refuseNaN(row, index);
    columns.forEach((values, column) => {
      values[index] = row[column] as number;
    });
  }
  return columns.map((values) => meanOfHighest(values, count));
}

function meanOfHighest(values: Float64Array, count: number): number {
  const highest = values.sort().subarray(-count);
  return highest.reduce((sum, value) => sum + value, 0) / Math.max(1, highest.length);
}
