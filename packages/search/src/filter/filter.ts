/** How a field of an item is compared. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** A value that a field may have: a text, in which `*` stands for any characters, or a range with its ends. */
export type FilterValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'range'; readonly from: string | null; readonly to: string | null };

/** A condition on one field. */
export interface Condition {
  /** `file`, `width`, `height`, `bytes`, or a field of the metadata; dots lead into objects. */
  readonly field: string;
  readonly comparison: Comparison;
  /** Alternatives; the comparisons by size have one text. */
  readonly values: readonly FilterValue[];
}

/** Conditions that all have to hold. */
export type Filter = readonly Condition[];
