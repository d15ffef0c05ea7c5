import type { RankedQuery, TieGroup } from '../src/ranking/ranked-query';

/** Every order of some items. */
export function* permutationsOf<T>(items: readonly T[]): Generator<T[]> {
  if (items.length === 0) yield [];
  for (let i = 0; i < items.length; i++) {
    for (const rest of permutationsOf([...items.slice(0, i), ...items.slice(i + 1)])) yield [items[i] as T, ...rest];
  }
}

/** Every order of the equal scores of a ranked query, each as a query without ties. */
export function ordersOf(query: RankedQuery): RankedQuery[] {
  let orders: TieGroup[][] = [[]];
  for (const group of query.groups) {
    const members: TieGroup[] = [
      ...group.grades.map((grade) => ({ size: 1, grades: [grade], irrelevant: 0 })),
      ...Array.from({ length: group.irrelevant }, () => ({ size: 1, grades: [], irrelevant: 1 })),
      ...Array.from({ length: group.size - group.grades.length - group.irrelevant }, () => ({
        size: 1,
        grades: [],
        irrelevant: 0,
      })),
    ];
    const permuted = [...permutationsOf(members)];
    orders = orders.flatMap((order) => permuted.map((permutation) => [...order, ...permutation]));
  }
  return orders.map((groups) => ({ ...query, groups }));
}
