import { seededRandom } from '@rs-sam/foundation/random';

/**
 * The view of an image that an epoch shows with one of its captions: any of those stored, each as likely. It follows from its
 * arguments alone, so nothing has to be kept to resume.
 */
export function chooseView<V>(views: readonly V[], seed: number, epoch: number, pair: string): V {
  const random = seededRandom(`${seed} view of epoch ${epoch} ${pair}`);
  return views[Math.floor(random() * views.length)] as V;
}
