import { checkOptions, integer, listOf, object } from '@rs-sam/foundation/options';
import { type SearchOptions, searchImages } from './search-dataset';
import { UnknownClassError } from './unknown-class-error';
import { wordSubstitutes } from './word-substitutes';

/** A sentence, and the classes of the images that it describes. */
export interface ClassSentence {
  readonly text: string;
  /** At least one class of the data set. */
  readonly classes: readonly string[];
}

/** A sentence with the classes of the images that it found. */
export interface SentencePrecision extends ClassSentence {
  /** Words of the sentence that no model was trained on, whatever stands for them. */
  readonly unknown: readonly string[];
  /** The share of the first k images whose class is one of `classes`, 0 to 1. */
  readonly precision: number;
}

/** The precision of many sentences. */
export interface ClassPrecision {
  readonly k: number;
  readonly sentences: readonly SentencePrecision[];
  /** The mean over all sentences; NaN without one. */
  readonly mean: number;
  /** The mean over the sentences with an unknown word; NaN without one. */
  readonly unseen: number;
}

/** Options of `classPrecision`. */
export interface ClassPrecisionOptions extends SearchOptions {
  /** k. Default 10. */
  readonly k?: number;
}

/**
 * P@k of sentences by class: P@k(q) = |{i ≤ k : class(i) ∈ classes(q)}| / k over the images ranked for q. Captions need no part in
 * it, so it measures sentences in words that no caption uses.
 *
 * @throws UnknownClassError for a class that no image has; NoKnownWordError as `searchImages`.
 */
export async function classPrecision(
  sentences: readonly ClassSentence[],
  options: ClassPrecisionOptions,
): Promise<ClassPrecision> {
  checkOptions('classPrecision', { k: integer(1) }, { k: options.k });
  checkOptions('classPrecision', { sentences: listOf(object('a sentence'), 'a list of sentences') }, { sentences });
  const { k = 10, dataset, models, pretrained } = options;
  const known = new Set(dataset.images.flatMap(({ className }) => className ?? []));
  for (const { text, classes } of sentences) {
    const missing = classes.find((name) => !known.has(name));
    if (missing !== undefined) throw new UnknownClassError(text, missing, [...known]);
  }
  const found = await searchImages(
    sentences.map(({ text }) => text),
    options,
  );
  const scored = sentences.map(({ text, classes }, at): SentencePrecision => {
    const first = (found[at] ?? []).slice(0, k);
    const unknown = wordSubstitutes(text, models, pretrained).map(({ word }) => word);
    const right = first.filter(({ item }) => item.className !== null && classes.includes(item.className)).length;
    return { text, classes, unknown, precision: right / k };
  });
  return {
    k,
    sentences: scored,
    mean: meanOf(scored),
    unseen: meanOf(scored.filter(({ unknown }) => unknown.length > 0)),
  };
}

function meanOf(sentences: readonly SentencePrecision[]): number {
  return sentences.reduce((sum, { precision }) => sum + precision, 0) / sentences.length;
}
