import { seededRandom } from '@rs-sam/foundation/random';

/**
 * The augmentation view of an image in an epoch, for one of its captions: any of the stored views with equal probability. It depends
 * on the arguments alone, so that resuming needs no further state.
 */
export function chooseView<V>(views: readonly V[], seed: number, epoch: number, pair: string): V {
  const random = seededRandom(`${seed} view of epoch ${epoch} ${pair}`);
  return views[Math.floor(random() * views.length)] as V;
}
