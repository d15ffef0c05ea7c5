/** How vectors are compared: `Σ a_i b_i`, or that divided by both norms. */
export type ShortlistMeasure = 'product' | 'cosine';

/** What an engine is asked for. */
export interface EngineQuery {
  readonly vector: Float32Array;
  /** Number of vectors to find; fewer where fewer are allowed. */
  readonly count: number;
  readonly measure: ShortlistMeasure;
  /** 1 at each vector that may be found; null for all. */
  readonly allowed: Uint8Array | null;
}

/** The vectors that an engine found, best first; of equal ones the lower index first. */
export interface EngineAnswer {
  readonly indices: Int32Array;
  readonly likeness: Float32Array;
}

/** Finds the vectors of a gallery that have the largest products with a query's. */
export interface Engine {
  nearest(query: EngineQuery): Promise<EngineAnswer>;
  /** Frees what it holds; it is not asked again. */
  close?(): void;
}
