import { expect, it } from 'vitest';
import { captionIdentityBound } from './caption-identity-bound';

it('counts what repeated captions leave to be won', () => {
  // 'a' belongs to image 0 twice and to images 1 and 2 once; 'b' to image 2.
  const bound = captionIdentityBound(['a', 'a', 'a', 'a', 'b'], [0, 0, 1, 2, 2], { ks: [1, 2, 3] });
  expect(bound).toEqual({ captions: 5, distinct: 2, recall: { 1: 60, 2: 80, 3: 100 } });
});
