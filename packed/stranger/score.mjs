import { scoreAllPairs } from '@rs-sam/core';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { grad, sum, tensor, tidy } from '@tensorflow/tfjs-core';
import { numbers } from './numbers.mjs';

/**
 * Scores two images and two captions in both directions. The gradients are computed too: a bundler that drops tfjs's
 * registrations as dead code breaks the gradients and not the scores.
 */
export async function score(backendOptions) {
  const { engine, summary } = await prepareBackend(backendOptions);
  const [depth, regions, wordMask] = [8, numbers([2, 3, 8], 1), tensor([1, 1, 1, 1, 1, 1, 0, 0], [2, 4])];
  const words = numbers([2, 4, depth], 2);
  const weights = {
    gateKernel: numbers([2 * depth, depth], 3),
    gateBias: numbers([depth], 4),
    candidateKernel: numbers([2 * depth, depth], 5),
    candidateBias: numbers([depth], 6),
  };
  const result = { engine, summary, scores: {}, gradients: {} };
  for (const direction of ['i2t', 't2i']) {
    const scoresOf = (w) => scoreAllPairs({ regions, words: w, wordMask, weights }, { direction });
    const scores = scoresOf(words);
    const gradient = tidy(() => grad((w) => sum(scoresOf(w)))(words));
    result.scores[direction] = [...(await scores.data())];
    result.gradients[direction] = [...(await gradient.data())];
  }
  return result;
}
