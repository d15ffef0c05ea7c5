import type { LoadedSearcher } from '@rs-sam/search';
import { type BestOf, bestOf } from '../../packages/search/src/engine/best-of';
import { eachScore } from './each-score';

/** Of each sentence, the keys of the best items of a gallery, by scoring all of them; of equal scores the lower key first. */
export async function exhaustiveBest(
  searcher: LoadedSearcher,
  sentences: readonly string[],
  count: number,
): Promise<number[][]> {
  const best = sentences.map((): BestOf => bestOf(count));
  await eachScore(searcher, sentences, (sentence, key, score) => best[sentence]?.offer(key, score));
  return best.map((one) => [...one.sorted().indices]);
}
