import { readCaptions } from '@rs-sam/models';
import type { LoadedSearcher } from '@rs-sam/search';
import { dispose } from '@tensorflow/tfjs-core';
import { scoreItems } from '../../packages/search/src/query/score-items';
import { encodeSentences } from '../../packages/search/src/query/sentences';

/** Sentences that are scored at a time. */
const AT_ONCE = 25;

/** Of each sentence, the keys of the best items of a gallery, by scoring all of them; of equal scores the lower key first. */
export async function exhaustiveBest(
  { gallery, checkpoint, pretrained }: LoadedSearcher,
  sentences: readonly string[],
  count: number,
): Promise<number[][]> {
  const keys = Array.from({ length: gallery.size }, (_, key) => key);
  const stored = await gallery.encodings(keys);
  const best: number[][] = [];
  for (let start = 0; start < sentences.length; start += AT_ONCE) {
    const some = sentences.slice(start, start + AT_ONCE);
    const reader = await readCaptions(checkpoint, some, { pretrained });
    const texts = encodeSentences(checkpoint, some, reader);
    const scores = await scoreItems(checkpoint.model, stored, texts);
    dispose({ ...texts });
    for (const column of some.keys()) {
      const of = (key: number) => scores[key * some.length + column] as number;
      best.push([...keys].sort((a, b) => of(b) - of(a) || a - b).slice(0, count));
    }
  }
  return best;
}
