import type { TiePolicy } from '../tie-policy';
import type { TieGroup } from './ranked-query';

/** The grade of a retrieved item: 0 where it is judged irrelevant, undefined where it is unjudged. */
export type Judgement = number | undefined;

/** The groups that a policy makes of a tie. The members are in ascending order of their index. */
export function settleTies(members: readonly Judgement[], ties: TiePolicy): TieGroup[] {
  if (members.length === 1) return [singleGroup(members[0])];
  switch (ties) {
    case 'expected':
      return [groupOf(members)];
    case 'index':
      return groupsInOrder(members);
    case 'index-descending':
      return groupsInOrder(members.toReversed());
    case 'optimistic':
    case 'pessimistic': {
      const relevant = members.filter((member) => member !== undefined && member > 0) as number[];
      const rest = groupOf(members.filter((member) => !(member !== undefined && member > 0)));
      const bestFirst = [...relevant.sort((a, b) => b - a).map(singleGroup), ...(rest.size > 0 ? [rest] : [])];
      return ties === 'optimistic' ? bestFirst : bestFirst.reverse();
    }
  }
}

/**
 * Items in a fixed order as groups. Neighbours that are all unjudged, or all judged irrelevant, are one group: every order of them is
 * the same to a measure.
 */
export function groupsInOrder(members: Iterable<Judgement>): TieGroup[] {
  const groups: TieGroup[] = [];
  for (const member of members) appendGroup(groups, singleGroup(member));
  return groups;
}

/** Appends a group; one of the same kind as the last, without relevant items, makes that larger. */
export function appendGroup(groups: TieGroup[], group: TieGroup): void {
  const last = groups.at(-1);
  if (last !== undefined && kindOf(last) !== undefined && kindOf(last) === kindOf(group)) {
    const size = last.size + group.size;
    groups[groups.length - 1] = { size, grades: NO_GRADES, irrelevant: last.irrelevant + group.irrelevant };
  } else groups.push(group);
}

function kindOf({ size, grades, irrelevant }: TieGroup): 'unjudged' | 'irrelevant' | undefined {
  if (grades.length > 0) return undefined;
  if (irrelevant === 0) return 'unjudged';
  return irrelevant === size ? 'irrelevant' : undefined;
}

/** Shared by all groups without relevant items: a run has many of them. */
export const NO_GRADES: readonly number[] = [];
const UNJUDGED: TieGroup = { size: 1, grades: NO_GRADES, irrelevant: 0 };
const IRRELEVANT: TieGroup = { size: 1, grades: NO_GRADES, irrelevant: 1 };

function singleGroup(member: Judgement): TieGroup {
  if (member === undefined) return UNJUDGED;
  return member > 0 ? { size: 1, grades: [member], irrelevant: 0 } : IRRELEVANT;
}

function groupOf(members: readonly Judgement[]): TieGroup {
  const grades: number[] = [];
  let irrelevant = 0;
  for (const member of members) {
    if (member === undefined) continue;
    if (member > 0) grades.push(member);
    else irrelevant++;
  }
  return { size: members.length, grades, irrelevant };
}
