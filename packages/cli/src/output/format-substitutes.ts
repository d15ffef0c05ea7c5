import type { WordSubstitute } from '@rs-sam/text-encoder/pretrained';

/** The words of a query that no training caption has, each with what stands for it. */
export function formatSubstitutes(substitutes: readonly WordSubstitute[]): string {
  return `Words that are not in the training captions: ${substitutes.map(formatSubstitute).join(', ')}.`;
}

function formatSubstitute({ word, by, read }: WordSubstitute): string {
  return `${word} (${by === 'vector' ? 'pretrained vector' : by === 'spelling' ? `read as ${read.join(' ')}` : '<unk>'})`;
}
