import { RelevanceError, SizeMismatchError } from '../errors';
import { gradesOf, type Relevance } from '../relevance';
import type { RankedQuery } from './ranked-query';
import { groupsInOrder } from './settle-ties';

/**
 * Finished rankings as ranked queries: one list of item indices per query, best first. Items that a list leaves out count as not
 * retrieved. A pair that the relation does not list is judged irrelevant.
 * Throws `SizeMismatchError`, and `RelevanceError` on an item outside the relation or listed twice.
 */
export function rankOrders(orders: readonly ArrayLike<number>[], relevance: Relevance): RankedQuery[] {
  if (orders.length !== relevance.queries) throw new SizeMismatchError('Rankings', relevance.queries, orders.length);
  return orders.map((order, query) => {
    const gradeOf = gradesOf(relevance, query);
    const seen = new Set<number>();
    const judgements = Array.from(order, (item) => {
      if (!(Number.isInteger(item) && item >= 0 && item < relevance.items))
        throw new RelevanceError(query, item, 'is outside the relation');
      if (seen.has(item)) throw new RelevanceError(query, item, 'is in the ranking twice');
      seen.add(item);
      return gradeOf.get(item) ?? 0;
    });
    const grades = [...gradeOf.values()].sort((a, b) => b - a);
    return { id: query, groups: groupsInOrder(judgements), grades, irrelevant: relevance.items - gradeOf.size };
  });
}
