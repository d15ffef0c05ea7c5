/** A score that is not a number: it has no place in any order. */
export class NotANumberError extends Error {
  override readonly name = 'NotANumberError';
  constructor(
    readonly row: number | string,
    readonly column: number | string,
  ) {
    super(
      `The score at row ${row}, column ${column} is NaN, which no ranking can place. Find where the model produces it; a pair that must never be retrieved takes -Infinity.`,
    );
  }
}

/** Two sizes that have to agree and do not. */
export class ShapeError extends Error {
  override readonly name = 'ShapeError';
  constructor(
    readonly what: string,
    readonly expected: number,
    readonly actual: number,
  ) {
    super(`${what}: expected ${expected}, got ${actual}.`);
  }
}

/** A score that was one number when first read and another later. */
export class UnstableScoreError extends Error {
  override readonly name = 'UnstableScoreError';
  constructor(
    readonly row: number,
    readonly column: number,
    readonly first: number,
    readonly second: number,
  ) {
    super(
      `The score at row ${row}, column ${column} was ${first} and is now ${second}. row() and at() must give the same number every time: switch dropout off, and round at() as row() rounds (Math.fround for a Float32Array).`,
    );
  }
}

/** A query that nothing is relevant to, under the policy `error`. */
export class EmptyRelevanceError extends Error {
  override readonly name = 'EmptyRelevanceError';
  constructor(readonly query: number | string) {
    super(
      `Nothing is relevant to query ${query}. Leave it out with { empty: 'skip' } or count it as a miss with { empty: 'zero' }.`,
    );
  }
}

/** A judged query that the run does not answer, under the policy `error`. */
export class MissingQueryError extends Error {
  override readonly name = 'MissingQueryError';
  constructor(readonly query: string) {
    super(
      `The run has no items for query ${query}. Count it as a miss with { missing: 'zero' } or leave it out with { missing: 'skip' }.`,
    );
  }
}

/** A relevance pair that cannot be. */
export class RelevanceError extends Error {
  override readonly name = 'RelevanceError';
  constructor(
    readonly query: number,
    readonly item: number,
    reason: string,
  ) {
    super(`The relevance of item ${item} to query ${query} ${reason}.`);
  }
}

/** An option outside what it may be. */
export class OptionError extends Error {
  override readonly name = 'OptionError';
  constructor(
    readonly option: string,
    readonly value: unknown,
    expected: string,
  ) {
    super(`${option} is ${String(value)}; it must be ${expected}.`);
  }
}

/** A line of a TREC file that does not read. */
export class TrecSyntaxError extends Error {
  override readonly name = 'TrecSyntaxError';
  constructor(
    /** Counted from 1. */
    readonly line: number,
    readonly text: string,
    reason: string,
  ) {
    super(`Line ${line} (${JSON.stringify(text)}): ${reason}.`);
  }
}
