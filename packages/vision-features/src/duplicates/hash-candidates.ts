import { VIEWS, type View } from '../images/view';
import type { Alignment } from './alignment';
import { bitCount } from './bit-count';
import type { Candidate } from './candidate';
import type { Fingerprint } from './fingerprint';
import { HASH_WORDS } from './perceptual-hash';
import { viewedFrame } from './viewed-frame';

/** Of 63. Copies in another encoding and size differed in up to 4, in another brightness up to 8; 1 in 10,000 other images in up to 14. */
const MOST_BITS = 14;

/** The images before `end` whose hash differs in few bits from that of a view of `image`, each with its best view. */
export function hashCandidates(images: readonly Fingerprint[], image: Fingerprint, end: number): Candidate[] {
  const found: Candidate[] = [];
  const { hashes } = image;
  for (let i = 0; i < end; i++) {
    const other = images[i] as Fingerprint;
    const [low, high] = other.hashes as unknown as [number, number];
    let least = MOST_BITS + 1;
    let best = 0;
    for (let v = 0; v < VIEWS.length; v++) {
      const bits = bitCount((hashes[v * HASH_WORDS] as number) ^ low);
      if (bits >= least) continue;
      const all = bits + bitCount((hashes[v * HASH_WORDS + 1] as number) ^ high);
      if (all < least) [least, best] = [all, v];
    }
    if (least <= MOST_BITS) found.push({ image: i, alignment: wholeAlignment(image, other, VIEWS[best] as View) });
  }
  return found;
}

/** Takes the view of a whole image to the whole of another. */
export function wholeAlignment(
  { thumbnail: from }: Fingerprint,
  { thumbnail: to }: Fingerprint,
  view: View,
): Alignment {
  const { left, top, right, bottom } = viewedFrame(from, view);
  const scaleX = (2 * to.width) / (right - left);
  const scaleY = (2 * to.height) / (bottom - top);
  return { view, scaleX, scaleY, x: -scaleX * left, y: -scaleY * top };
}
