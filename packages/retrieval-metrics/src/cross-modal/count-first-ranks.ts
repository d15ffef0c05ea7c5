import { NotANumberError, UnstableScoreError } from '../errors';
import { checkSizes, type Relevance, rangeOf } from '../relevance';
import { refuseNaN, rowOf, type ScoreRow, type Scores } from '../scores';
import type { TiePolicy } from '../tie-policy';
import type { FirstRanks } from './first-ranks';

/** The highest relevant score of each query, the number of relevant items with it, and their lowest and highest index. */
interface BestRelevant {
  readonly score: Float64Array;
  readonly relevant: Uint32Array;
  readonly first: Int32Array;
  readonly last: Int32Array;
}

/**
 * The first ranks of both directions, without sorting and without the matrix. The relevant scores are read first, with `at` or by a
 * pass over all rows that have any. Then one pass over the rows counts, for every row and every column, the scores above and equal
 * to its best relevant score.
 *
 * Time O(rows · columns), memory O(rows + columns + relevant pairs).
 * Throws `NotANumberError`, `SizeMismatchError` and, where a score changes between reading and counting, `UnstableScoreError`.
 */
export function countFirstRanks(
  scores: Scores,
  relevance: Relevance,
  ties: TiePolicy,
): { readonly ofRows: FirstRanks; readonly ofColumns: FirstRanks } {
  checkSizes(relevance, scores);
  const { rows, columns } = scores;
  const { pairScores, ofRow, ofColumn } = readBestRelevant(scores, relevance);

  const rowTies = new TieCounts(rows);
  const columnTies = new TieCounts(columns);
  const above = new Int32Array(columns);
  const atLeast = new Int32Array(columns);
  for (let r = 0; r < rows; r++) {
    const row = rowOf(scores, r);
    const best = ofRow.score[r] as number;
    const [start, end] = rangeOf(relevance, r);
    for (let p = start; p < end; p++) {
      const column = relevance.indices[p] as number;
      if (row[column] !== pairScores[p]) {
        throw new UnstableScoreError(r, column, pairScores[p] as number, row[column] as number);
      }
      // The scores of earlier rows that equal this column's best.
      const equal = (atLeast[column] as number) - (above[column] as number);
      if (ofColumn.first[column] === r) columnTies.beforeFirst[column] = equal;
      if (ofColumn.last[column] === r) columnTies.beforeLast[column] = equal;
    }
    const [higher, lower] = countRow(row, best, ofColumn.score, above, atLeast);
    rowTies.above[r] = higher;
    rowTies.equal[r] = columns - higher - lower;
    // A NaN is neither higher nor lower, so only a row with more equals than its relevant ones can hide one.
    if ((rowTies.equal[r] as number) > (ofRow.relevant[r] as number)) refuseNaN(row, r);
    if (ties === 'index') rowTies.beforeFirst[r] = countEqual(row, best, ofRow.first[r] as number);
    if (ties === 'index-descending') rowTies.beforeLast[r] = countEqual(row, best, ofRow.last[r] as number);
  }
  columnTies.above.set(above);
  for (let c = 0; c < columns; c++) columnTies.equal[c] = (atLeast[c] as number) - (above[c] as number);
  return { ofRows: rowTies.settle(ofRow, ties), ofColumns: columnTies.settle(ofColumn, ties) };
}

/** For each query the number of items above the best relevant score, equal to it, and equal to it before the first or last relevant one. */
class TieCounts {
  readonly above: Uint32Array;
  readonly equal: Uint32Array;
  readonly beforeFirst: Uint32Array;
  readonly beforeLast: Uint32Array;

  constructor(readonly queries: number) {
    this.above = new Uint32Array(queries);
    this.equal = new Uint32Array(queries);
    this.beforeFirst = new Uint32Array(queries);
    this.beforeLast = new Uint32Array(queries);
  }

  settle(best: BestRelevant, ties: TiePolicy): FirstRanks {
    const tied = new Uint32Array(this.queries);
    for (let q = 0; q < this.queries; q++) {
      const equal = this.equal[q] as number;
      const irrelevant = equal - (best.relevant[q] as number);
      if (ties === 'expected') tied[q] = irrelevant;
      else if (ties === 'pessimistic') (this.above[q] as number) += irrelevant;
      else if (ties === 'index') (this.above[q] as number) += this.beforeFirst[q] as number;
      else if (ties === 'index-descending') (this.above[q] as number) += equal - 1 - (this.beforeLast[q] as number);
    }
    return { above: this.above, tied, relevant: best.relevant };
  }
}

/**
 * Counts the scores of one row above and below the row's best relevant score, and adds to each column whether its score here is above,
 * or at least, the column's best. Comparisons are added as 0 or 1: without branches there are no branch mispredictions.
 */
function countRow(
  row: ScoreRow,
  best: number,
  columnBest: Float64Array,
  above: Int32Array,
  atLeast: Int32Array,
): [higher: number, lower: number] {
  let higher = 0;
  let lower = 0;
  for (let c = 0; c < row.length; c++) {
    const score = row[c] as number;
    const threshold = columnBest[c] as number;
    higher = (higher + +(score > best)) | 0;
    lower = (lower + +(score < best)) | 0;
    above[c] = ((above[c] as number) + +(score > threshold)) | 0;
    atLeast[c] = ((atLeast[c] as number) + +(score >= threshold)) | 0;
  }
  return [higher, lower];
}

function countEqual(row: ScoreRow, score: number, end: number): number {
  let equal = 0;
  for (let c = 0; c < end; c++) if (row[c] === score) equal++;
  return equal;
}

function readBestRelevant(scores: Scores, relevance: Relevance) {
  const pairScores = new Float64Array(relevance.indices.length);
  const ofRow = emptyBest(scores.rows);
  const ofColumn = emptyBest(scores.columns);
  for (let r = 0; r < scores.rows; r++) {
    const [start, end] = rangeOf(relevance, r);
    if (start === end) continue;
    const row = scores.at ? undefined : rowOf(scores, r);
    for (let p = start; p < end; p++) {
      const column = relevance.indices[p] as number;
      const score = row ? (row[column] as number) : (scores.at?.(r, column) as number);
      if (Number.isNaN(score)) throw new NotANumberError(r, column);
      pairScores[p] = score;
      meet(ofRow, r, column, score);
      meet(ofColumn, column, r, score);
    }
  }
  return { pairScores, ofRow, ofColumn };
}

function emptyBest(queries: number): BestRelevant {
  return {
    score: new Float64Array(queries).fill(Number.NaN),
    relevant: new Uint32Array(queries),
    first: new Int32Array(queries),
    last: new Int32Array(queries),
  };
}

/** Called in ascending order of the items, so the latest of a tie is its last. */
function meet(best: BestRelevant, query: number, item: number, score: number): void {
  if (score === best.score[query]) {
    (best.relevant[query] as number)++;
    best.last[query] = item;
  } else if (!(score < (best.score[query] as number))) {
    best.score[query] = score;
    best.relevant[query] = 1;
    best.first[query] = item;
    best.last[query] = item;
  }
}
