import { readCaptions } from '@rs-sam/models';
import type { LoadedSearcher } from '@rs-sam/search';
import { dispose } from '@tensorflow/tfjs-core';
import { type BestOf, bestOf } from '../../packages/search/src/engine/best-of';
import { scoreItems } from '../../packages/search/src/query/score-items';
import { encodeSentences } from '../../packages/search/src/query/sentences';

/** Sentences that are scored at a time. */
const AT_ONCE = 25;

/** Items whose encodings are in memory at a time. */
const BLOCK = 20_000;

/** Of each sentence, the keys of the best items of a gallery, by scoring all of them; of equal scores the lower key first. */
export async function exhaustiveBest(
  { gallery, checkpoint, pretrained }: LoadedSearcher,
  sentences: readonly string[],
  count: number,
): Promise<number[][]> {
  const best = sentences.map((): BestOf => bestOf(count));
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
        for (const column of some.keys()) {
          best[start + column]?.offer(key, scores[at * some.length + column] as number);
        }
      }
    }
  }
  return best.map((one) => [...one.sorted().indices]);
}
