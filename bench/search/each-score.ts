import { readCaptions } from '@rs-sam/models';
import type { LoadedSearcher } from '@rs-sam/search';
import { dispose } from '@tensorflow/tfjs-core';
import { scoreItems } from '../../packages/search/src/query/score-items';
import { encodeSentences } from '../../packages/search/src/query/sentences';

/** Sentences that are scored at a time. */
const AT_ONCE = 25;

/** Items whose encodings are in memory at a time. */
const BLOCK = 20_000;

/** Calls a function with the model's score of every item of a gallery with every sentence; for each sentence in ascending order of the keys. */
export async function eachScore(
  { gallery, checkpoint, pretrained }: LoadedSearcher,
  sentences: readonly string[],
  take: (sentence: number, key: number, score: number) => void,
): Promise<void> {
  for (let first = 0; first < gallery.size; first += BLOCK) {
    const keys = Array.from({ length: Math.min(BLOCK, gallery.size - first) }, (_, at) => first + at);
    const stored = await gallery.encodings(keys);
    for (let start = 0; start < sentences.length; start += AT_ONCE) {
      const some = sentences.slice(start, start + AT_ONCE);
      const reader = await readCaptions(checkpoint, some, { pretrained });
      const texts = encodeSentences(checkpoint, some, reader);
      const scores = await scoreItems(checkpoint.model, stored, texts);
      dispose({ ...texts });
      for (const [at, key] of keys.entries()) {
        for (const column of some.keys()) take(start + column, key, scores[at * some.length + column] as number);
      }
    }
  }
}
