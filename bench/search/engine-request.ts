export type EngineName = 'flat' | 'usearch' | 'postgres';

/** What is asked of some engines, in one process. */
export interface EngineRequest {
  /** Each query is asked of all of them in turn, so that other work on the machine slows all alike. */
  readonly engines: readonly EngineName[];
  /** The grown gallery, and that of the real images. */
  readonly folder: string;
  readonly base: string;
  readonly postgres: string | undefined;
  readonly queries: readonly string[];
  /** Numbers of candidates. */
  readonly candidates: readonly number[];
  /** The queries, from the first on, for which every item is scored. */
  readonly exhaustive: number;
}

/** Results that are compared. */
export const BEST = 10;

/** What an engine does with some candidates. */
export interface EngineRow {
  readonly engine: EngineName;
  readonly candidates: number;
  readonly millisecondsMedian: number;
  readonly milliseconds99: number;
  /** The median over the queries of its time to that of the first engine. */
  readonly toFirst: number;
  /** With a filter that keeps one item in a hundred. */
  readonly filteredMedian: number;
  /** Of each query, the files of the best ten. */
  readonly best: readonly (readonly string[])[];
}

export interface EngineAnswer {
  readonly openSeconds: number;
  readonly peakMiB: number;
  readonly rows: readonly EngineRow[];
  /** Of each exhaustive query, the files of the best ten, by the first engine. */
  readonly exhaustive: readonly (readonly string[])[];
  readonly exhaustiveSeconds: number;
}
