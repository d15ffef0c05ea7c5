import { expect, it } from 'vitest';
import { datasetStatistics } from './dataset-statistics';
import { formatTableOne } from './format-table-one';

const image = (file: string, className: string | null, split: string | null, captions: readonly string[]) => ({
  id: file,
  file,
  className,
  split,
  captions,
});
const dataset = {
  images: [
    image('1', 'a', 'train', ['A ship .', 'a ship .', "The ship's well-kept deck"]),
    image('2', 'a', 'train', ['A ship .']),
    image('3', 'b', 'test', ['Two boats', 'Über']),
    image('4', 'a', null, []),
  ],
};

it('counts images, captions, words, splits and classes', () => {
  const statistics = datasetStatistics(dataset);
  expect(statistics).toMatchObject({
    images: 4,
    captions: 6,
    distinctCaptions: 5,
    captionsPerImage: { min: 0, median: 1.5, mean: 1.5, max: 3 },
    captionLength: { min: 1, median: 2, mean: 14 / 6, max: 5 },
    words: 14,
    vocabulary: 10,
    singleWords: 8,
  });
  expect(statistics.repetition).toBeCloseTo(1 / 6, 12);
  expect(statistics.frequentWords.slice(0, 3)).toEqual([
    ['a', 3],
    ['ship', 3],
    ['boats', 1],
  ]);
  expect([...statistics.splits]).toEqual([
    ['train', 2],
    ['test', 1],
    [null, 1],
  ]);
  expect([...statistics.classes]).toEqual([
    ['a', 3],
    ['b', 1],
  ]);
  expect(statistics.classBalance).toBeCloseTo(0.8112781, 6);
});

it('prints the row of Table I', () => {
  const sizes = new Map([
    ['1', { width: 9, height: 8 }],
    ['2', { width: 9, height: 8 }],
    ['3', { width: 9, height: 9 }],
  ]);
  expect(formatTableOne({ Mine: datasetStatistics(dataset, sizes), None: datasetStatistics({ images: [] }) })).toBe(
    [
      'Dataset  Images  Sentences  Classes  Size',
      'Mine          4  0–3/image        2  9×8, 1 other',
      'None          0  0/image    –        –',
    ].join('\n'),
  );
  expect(formatTableOne({ ucm: datasetStatistics({ images: [] }) }).split('\n')[2]).toMatch(
    /^ {2}UCM-Captions, paper +2,100 +5\/image +21 +256×256$/,
  );
});
