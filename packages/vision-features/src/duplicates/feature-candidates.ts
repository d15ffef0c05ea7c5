import type { Fingerprint } from './fingerprint';

/** An image whose features are like those of another. */
export interface FeatureCandidate {
  readonly image: number;
  readonly cosine: number;
}

/** The images before `end` with features whose cosine is at least `limit`. Images without features have none. */
export function featureCandidates(
  images: readonly Fingerprint[],
  { features }: Fingerprint,
  end: number,
  limit: number,
): FeatureCandidate[] {
  const found: FeatureCandidate[] = [];
  if (features === undefined) return found;
  for (let image = 0; image < end; image++) {
    const other = (images[image] as Fingerprint).features;
    if (other === undefined || other.length !== features.length) continue;
    const cosine = dot(features, other);
    if (cosine >= limit) found.push({ image, cosine });
  }
  return found;
}

/** Four independent sums: dependent additions would take twice as long. */
function dot(a: Float32Array, b: Float32Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let at = 0;
  for (; at + 3 < a.length; at += 4) {
    first += (a[at] as number) * (b[at] as number);
    second += (a[at + 1] as number) * (b[at + 1] as number);
    third += (a[at + 2] as number) * (b[at + 2] as number);
    fourth += (a[at + 3] as number) * (b[at + 3] as number);
  }
  for (; at < a.length; at++) first += (a[at] as number) * (b[at] as number);
  return first + second + (third + fourth);
}
