import type { Vocabulary } from '@rs-sam/text-encoder';

/** Number of words in a sentence. */
const NAMED = 10;

/**
 * A sentence on the words of a training that starts from a checkpoint.
 *
 * @param known the vocabulary of the checkpoint.
 * @param extended the same with the words of the training captions.
 */
export function describeInit(checkpoint: string, known: Vocabulary, extended: Vocabulary): string {
  const added = extended.words.slice(known.size);
  const more = added.length > NAMED ? ` and ${added.length - NAMED} more` : '';
  const names = added.length === 0 ? '' : ` (${added.slice(0, NAMED).join(', ')}${more})`;
  // Special tokens have no count.
  const absent = known.counts.filter((count, id) => count > 0 && count === extended.counts[id]).length;
  const words = added.length === 1 ? '1 word is new' : `${added.length} words are new`;
  const missing = `${absent} of the checkpoint ${absent === 1 ? 'does' : 'do'} not occur here`;
  return `Starts from ${checkpoint}: ${words}${names}, and ${missing}.`;
}
