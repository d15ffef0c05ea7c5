import type { TiePolicy } from '../tie-policy';
import type { TieGroup } from './ranked-query';

/** The grade of a retrieved item: 0 where it is judged irrelevant, undefined where it is unjudged. */
export type Judgement = number | undefined;

/** The groups that a policy makes of a tie. The members are in ascending order of their index. */
export function settleTies(members: readonly Judgement[], ties: TiePolicy): TieGroup[] {
  switch (ties) {
    case 'expected':
      return [groupOf(members)];
    case 'index':
      return members.map((member) => groupOf([member]));
    case 'index-descending':
      return members.map((member) => groupOf([member])).reverse();
    case 'optimistic':
    case 'pessimistic': {
      const relevant = members.filter((member) => member !== undefined && member > 0) as number[];
      const rest = groupOf(members.filter((member) => !(member !== undefined && member > 0)));
      const bestFirst = [
        ...relevant.sort((a, b) => b - a).map((grade) => groupOf([grade])),
        ...(rest.size > 0 ? [rest] : []),
      ];
      return ties === 'optimistic' ? bestFirst : bestFirst.reverse();
    }
  }
}

function groupOf(members: readonly Judgement[]): TieGroup {
  return {
    size: members.length,
    grades: members.filter((member) => member !== undefined && member > 0) as number[],
    irrelevant: members.filter((member) => member !== undefined && member <= 0).length,
  };
}
