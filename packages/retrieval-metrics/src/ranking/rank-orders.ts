import { RelevanceError, ShapeError } from '../errors';
import { gradesOf, type Relevance } from '../relevance';
import type { RankedQuery } from './ranked-query';

/**
 * Finished rankings, one list of item indices a query, best first, as ranked queries. A list may stop early: the items that it leaves
 * out count as not retrieved. What the relation does not list is judged irrelevant.
 * Throws `ShapeError`, and `RelevanceError` on an item outside the relation or listed twice.
 */
export function rankOrders(orders: readonly ArrayLike<number>[], relevance: Relevance): RankedQuery[] {
  if (orders.length !== relevance.queries) throw new ShapeError('Rankings', relevance.queries, orders.length);
  return orders.map((order, query) => {
    const gradeOf = gradesOf(relevance, query);
    const seen = new Set<number>();
    const groups = Array.from(order, (item) => {
      if (!(item >= 0 && item < relevance.items)) throw new RelevanceError(query, item, 'lies outside the relation');
      if (seen.has(item)) throw new RelevanceError(query, item, 'cannot be told: the ranking holds it twice');
      seen.add(item);
      const grade = gradeOf.get(item);
      return grade === undefined ? { size: 1, grades: [], irrelevant: 1 } : { size: 1, grades: [grade], irrelevant: 0 };
    });
    const grades = [...gradeOf.values()].sort((a, b) => b - a);
    return { id: query, groups, grades, irrelevant: relevance.items - gradeOf.size };
  });
}
