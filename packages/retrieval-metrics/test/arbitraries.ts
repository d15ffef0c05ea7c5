import fc from 'fast-check';
import { relevanceFromPairs, scoreMatrix } from '../src/index';

/** Scores from so few values that most of them tie, and a relevance relation that may leave queries empty. */
export const tiedRetrieval = fc
  .record({ rows: fc.integer({ min: 1, max: 6 }), columns: fc.integer({ min: 1, max: 9 }) })
  .chain(({ rows, columns }) =>
    fc.record({
      scores: fc
        .array(fc.integer({ min: 0, max: 3 }), { minLength: rows * columns, maxLength: rows * columns })
        .map((values) => scoreMatrix(Float64Array.from(values), rows, columns)),
      relevance: fc
        .array(fc.integer({ min: -2, max: 3 }), { minLength: rows * columns, maxLength: rows * columns })
        .map((grades) =>
          relevanceFromPairs(
            grades.map((grade, i) => [Math.floor(i / columns), i % columns, grade] as const),
            rows,
            columns,
          ),
        ),
    }),
  );

/** A judgement: a grade, 0 for irrelevant, null for unjudged. */
export const runWithJudgements = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 2 }), grade: fc.constantFrom(null, 0, 0, 1, 2, 3) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((items) => ({
    run: new Map([['q', new Map(items.map(({ score }, i) => [`d${i}`, score]))]]),
    qrels: new Map([
      [
        'q',
        new Map([
          ...items.flatMap(({ grade }, i) => (grade === null ? [] : [[`d${i}`, grade] as const])),
          ['missed', 2] as const,
          ['rejected', 0] as const,
        ]),
      ],
    ]),
  }));
