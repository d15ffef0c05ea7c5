import { describe, expect, it } from 'vitest';
import { RelevanceError } from './errors';
import { captionRelevance, classRelevance, invertRelevance, relevanceFromPairs } from './relevance';

describe('relevanceFromPairs', () => {
  it('sorts pairs, keeps grades, drops grades of 0 and below', () => {
    const relevance = relevanceFromPairs(
      [
        [1, 2, 3],
        [0, 1],
        [1, 0, 2],
        [1, 1, 0],
      ],
      3,
      3,
    );
    expect(relevance).toEqual({
      queries: 3,
      items: 3,
      offsets: Uint32Array.of(0, 1, 3, 3),
      indices: Uint32Array.of(1, 0, 2),
      grades: Float64Array.of(1, 2, 3),
    });
    expect(relevanceFromPairs([[0, 0]], 1, 1)).not.toHaveProperty('grades');
  });

  it('refuses pairs outside the sizes and pairs given twice', () => {
    expect(() => relevanceFromPairs([[0, 3]], 1, 3)).toThrow(RelevanceError);
    expect(() => relevanceFromPairs([[0.5, 0]], 1, 3)).toThrow('is outside');
    expect(() =>
      relevanceFromPairs(
        [
          [0, 1],
          [0, 1],
        ],
        1,
        3,
      ),
    ).toThrow('given twice');
  });
});

it('lists the captions of each image, also of one that has none', () => {
  const relevance = captionRelevance([2, 0, 2], 3);
  expect([...relevance.offsets]).toEqual([0, 1, 1, 3]);
  expect([...relevance.indices]).toEqual([1, 0, 2]);
  expect(() => captionRelevance([0, 3], 3)).toThrow(RelevanceError);
});

it('lists all items of the query class', () => {
  const relevance = classRelevance(['sea', 'farm', 'port'], ['farm', 'sea', 'farm']);
  expect([...relevance.offsets]).toEqual([0, 1, 3, 3]);
  expect([...relevance.indices]).toEqual([1, 0, 2]);
});

it('is itself when inverted twice', () => {
  const relevance = relevanceFromPairs(
    [
      [0, 2, 5],
      [1, 0, 1],
      [1, 2, 2],
    ],
    2,
    4,
  );
  expect(invertRelevance(invertRelevance(relevance))).toEqual(relevance);
  expect([...invertRelevance(relevance).offsets]).toEqual([0, 1, 1, 3, 3]);
});
