import type { Place } from '../errors/place';
import { IRREGULARITIES, type IrregularityKind, type Policies, type Policy } from './irregularity';

/** An irregularity that was found: how often, under which policy, and the first five places. */
export interface Finding {
  readonly kind: IrregularityKind;
  readonly meaning: string;
  readonly count: number;
  readonly policy: Policy;
  readonly examples: readonly { readonly place: Place; readonly detail: string }[];
}

const EXAMPLES = 5;

/** Counts irregularities while the checks run. */
export class Ledger {
  private readonly found = new Map<IrregularityKind, { count: number; examples: Finding['examples'][number][] }>();

  constructor(private readonly policies: Policies) {}

  policy(kind: IrregularityKind): Policy {
    return this.policies[kind] ?? IRREGULARITIES[kind].default;
  }

  /** Counts one irregularity and returns whether its policy drops it. */
  drops(kind: IrregularityKind, place: Place, detail: string): boolean {
    const entry = this.found.get(kind) ?? { count: 0, examples: [] };
    this.found.set(kind, entry);
    entry.count++;
    if (entry.examples.length < EXAMPLES) entry.examples.push({ place, detail: withEscapes(detail) });
    return this.policy(kind) === 'drop';
  }

  findings(): Finding[] {
    const kinds = Object.keys(IRREGULARITIES) as IrregularityKind[];
    return kinds.flatMap((kind) => {
      const entry = this.found.get(kind);
      return entry ? [{ kind, meaning: IRREGULARITIES[kind].meaning, policy: this.policy(kind), ...entry }] : [];
    });
  }
}

/** Invisible and control characters as `\u00ad`: they are what such a finding is about, and a terminal must not obey them. */
function withEscapes(text: string): string {
  return text.replace(/[\p{Cc}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu, (character) =>
    (character.codePointAt(0) ?? 0) > 0xffff
      ? `\\u{${character.codePointAt(0)?.toString(16)}}`
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
