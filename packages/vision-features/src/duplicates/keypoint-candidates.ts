import { VIEWS } from '../images/view';
import { type Alignment, agreedAlignment, LEAST_MATCHES, type Match } from './alignment';
import type { Candidate } from './candidate';
import { indexCodes } from './code-index';
import { CODE_WORDS, viewedCode } from './descriptor-code';
import type { CodedKeypoints, Fingerprint } from './fingerprint';

/** Finds the images before `end` some of whose keypoints are those of a view of the image at `place`, each with its best alignment. */
export type KeypointSearch = (place: number, end: number) => Candidate[];

/** A search for images of which one shows a part of the other, at another scale, turned or mirrored, by their keypoints. */
export function createKeypointSearch(images: readonly Fingerprint[]): KeypointSearch {
  const starts = new Int32Array(images.length + 1);
  images.forEach(({ keypoints }, i) => {
    starts[i + 1] = (starts[i] as number) + keypoints.count;
  });
  const total = starts[images.length] as number;
  const codes = new Int32Array(total * CODE_WORDS);
  const owners = new Int32Array(total);
  images.forEach(({ keypoints }, i) => {
    codes.set(keypoints.codes, (starts[i] as number) * CODE_WORDS);
    owners.fill(i, starts[i], starts[i + 1]);
  });
  const index = indexCodes(codes);

  return (place, end) => {
    const own = (images[place] as Fingerprint).keypoints;
    const best = new Map<number, Alignment & { readonly agreeing: number }>();
    for (const view of VIEWS) {
      // Pairs of a keypoint of the image and one of another, by the other image.
      const pairs = new Map<number, number[]>();
      for (let i = 0; i < own.count; i++) {
        const low = viewedCode(own.codes[i * CODE_WORDS] as number, view);
        const high = viewedCode(own.codes[i * CODE_WORDS + 1] as number, view);
        index.match(low, high, starts[end] as number, (found) => {
          const owner = owners[found] as number;
          const list = pairs.get(owner);
          if (list === undefined) pairs.set(owner, [i, found]);
          else list.push(i, found);
        });
      }
      for (const [owner, list] of pairs) {
        if (list.length < 2 * LEAST_MATCHES) continue;
        const other = (images[owner] as Fingerprint).keypoints;
        const alignment = agreedAlignment(matchesOf(own, other, list, starts[owner] as number), view);
        if (alignment !== null && alignment.agreeing > (best.get(owner)?.agreeing ?? 0)) best.set(owner, alignment);
      }
    }
    return [...best].map(([image, alignment]) => ({ image, alignment }));
  };
}

function matchesOf(own: CodedKeypoints, other: CodedKeypoints, pairs: readonly number[], start: number): Match[] {
  const matches: Match[] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    matches.push({
      from: keypoint(own, pairs[i] as number),
      to: keypoint(other, (pairs[i + 1] as number) - start),
    });
  }
  return matches;
}

const keypoint = ({ x, y, scale }: CodedKeypoints, i: number) => ({
  x: x[i] as number,
  y: y[i] as number,
  scale: scale[i] as number,
});
