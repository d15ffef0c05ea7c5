import { InvalidOptionError, RelevanceError, SizeMismatchError } from './errors';

/**
 * Which gallery items are relevant to which query, as rows of a sparse matrix: the items of query q are
 * `indices[offsets[q] .. offsets[q + 1])`, ascending. A query may have any number of items, and an item may belong to many queries.
 * Pairs that are not listed are judged irrelevant.
 */
export interface Relevance {
  readonly queries: number;
  readonly items: number;
  readonly offsets: Uint32Array;
  readonly indices: Uint32Array;
  /** The grade of each entry of `indices`, above 0; absent where every pair has grade 1. */
  readonly grades?: Float64Array;
}

/** A relevant pair. The default grade is 1; a pair of grade 0 or below counts as not listed. */
export type RelevantPair = readonly [query: number, item: number, grade?: number];

/**
 * The relation of these pairs, in any order. Throws `RelevanceError` for a pair outside the sizes, given twice, or of a grade that is
 * not finite.
 */
export function relevanceFromPairs(pairs: Iterable<RelevantPair>, queries: number, items: number): Relevance {
  const given = [...pairs];
  for (const [query, item, grade = 1] of given) {
    if (!Number.isFinite(grade)) throw new RelevanceError(query, item, `has the grade ${grade}, which is not finite`);
  }
  const kept = given.filter(([, , grade = 1]) => grade > 0).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  kept.forEach(([query, item], i) => {
    if (!isIndex(query, queries) || !isIndex(item, items)) {
      throw new RelevanceError(query, item, `is outside the ${queries} queries and ${items} items`);
    }
    if (kept[i - 1]?.[0] === query && kept[i - 1]?.[1] === item)
      throw new RelevanceError(query, item, 'is given twice');
  });
  const grades = kept.map(([, , grade = 1]) => grade);
  const relation = compress(
    kept.map(([query]) => query),
    kept.map(([, item]) => item),
    queries,
    items,
  );
  return grades.every((grade) => grade === 1) ? relation : { ...relation, grades: Float64Array.from(grades) };
}

/**
 * The captions of each image, from the image (owner) of each caption. Images may have different numbers of captions, also 0.
 * Throws `RelevanceError` for an owner outside 0 .. images − 1.
 */
export function captionRelevance(owners: ArrayLike<number>, images: number): Relevance {
  const captions = Uint32Array.from({ length: owners.length }, (_, caption) => caption);
  for (const caption of captions) {
    const owner = owners[caption] as number;
    if (!isIndex(owner, images)) throw new RelevanceError(owner, caption, `is outside the ${images} images`);
  }
  return compress(owners, captions, images, owners.length);
}

/**
 * The class-level ("scene") relation: an item is relevant to every query of its class. Recall under this relation is class-level
 * recall. Memory: one number for each pair of the same class.
 */
export function classRelevance<T>(queryClasses: ArrayLike<T>, itemClasses: ArrayLike<T>): Relevance {
  const members = new Map<T, number[]>();
  Array.from(itemClasses).forEach((itemClass, item) => {
    const list = members.get(itemClass);
    if (list === undefined) members.set(itemClass, [item]);
    else list.push(item);
  });
  const offsets = new Uint32Array(queryClasses.length + 1);
  const lists = Array.from(queryClasses, (queryClass, query) => {
    const list = members.get(queryClass) ?? [];
    offsets[query + 1] = (offsets[query] as number) + list.length;
    return list;
  });
  const indices = new Uint32Array(offsets[queryClasses.length] as number);
  lists.forEach((list, query) => {
    indices.set(list, offsets[query]);
  });
  return { queries: queryClasses.length, items: itemClasses.length, offsets, indices };
}

/** The relation with queries and items exchanged: for each item the queries to which it is relevant. */
export function invertRelevance(relevance: Relevance): Relevance {
  const { queries, items, indices, grades } = relevance;
  const queryOf = new Uint32Array(indices.length);
  for (let query = 0; query < queries; query++) queryOf.fill(query, ...rangeOf(relevance, query));
  return compress(indices, queryOf, items, queries, grades);
}

/** The start and the end of a query's items in `indices`. */
export function rangeOf(relevance: Relevance, query: number): [start: number, end: number] {
  return [relevance.offsets[query] as number, relevance.offsets[query + 1] as number];
}

/** The grades of a query's relevant items, by item. */
export function gradesOf(relevance: Relevance, query: number): Map<number, number> {
  const [start, end] = rangeOf(relevance, query);
  const grades = new Map<number, number>();
  for (let p = start; p < end; p++) grades.set(relevance.indices[p] as number, relevance.grades?.[p] ?? 1);
  return grades;
}

/** Throws `SizeMismatchError` unless the queries are the rows of the scores and the items their columns. */
export function checkSizes(relevance: Relevance, scores: { readonly rows: number; readonly columns: number }): void {
  const { rows, columns } = scores;
  if (!Number.isInteger(rows) || !Number.isInteger(columns)) {
    throw new InvalidOptionError(
      'scores',
      scores,
      'an object with rows, columns and row(), as scoreMatrix(…) returns it',
    );
  }
  if (relevance.queries !== rows) throw new SizeMismatchError('Queries of the relevance', rows, relevance.queries);
  if (relevance.items !== columns) throw new SizeMismatchError('Items of the relevance', columns, relevance.items);
}

/** Counting sort of pairs by query; the items of a query keep their order. */
function compress(
  queryOf: ArrayLike<number>,
  itemOf: ArrayLike<number>,
  queries: number,
  items: number,
  gradeOf?: Float64Array,
): Relevance {
  const offsets = new Uint32Array(queries + 1);
  for (let i = 0; i < queryOf.length; i++) (offsets[(queryOf[i] as number) + 1] as number)++;
  for (let query = 0; query < queries; query++) (offsets[query + 1] as number) += offsets[query] as number;
  const next = offsets.slice();
  const indices = new Uint32Array(queryOf.length);
  const grades = gradeOf && new Float64Array(queryOf.length);
  for (let i = 0; i < queryOf.length; i++) {
    const place = (next[queryOf[i] as number] as number)++;
    indices[place] = itemOf[i] as number;
    if (grades && gradeOf) grades[place] = gradeOf[i] as number;
  }
  return { queries, items, offsets, indices, ...(grades && { grades }) };
}

function isIndex(value: number, size: number): boolean {
  return Number.isInteger(value) && value >= 0 && value < size;
}
