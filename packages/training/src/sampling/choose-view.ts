import { seededRandom } from '@rs-sam/foundation/random';

/**
 * The augmentation view of an image in an epoch, for one of its captions: one of the stored views, each with equal probability. It depends
 * only on the arguments, so that resuming needs no state.
 */
export function chooseView<V>(views: readonly V[], seed: number, epoch: number, pair: string): V {
  const random = seededRandom(`${seed} view of epoch ${epoch} ${pair}`);
  return views[Math.floor(random() * views.length)] as V;
}
