import { describe, expect, it } from 'vitest';
import {
  IRREGULARITIES,
  type IrregularityKind,
  inspectDataset,
  type ParseDatasetOptions,
  type Policy,
  parseDataset,
  type SourceFile,
} from '../src/index';

interface Case {
  readonly kind: IrregularityKind;
  readonly csv: string;
  readonly imageFiles?: readonly string[];
  /** A file that is not read. */
  readonly skipped?: string;
  /** What the images of `csv` are instead. */
  readonly files?: readonly SourceFile[];
  readonly options?: ParseDatasetOptions;
  /** The images that are left, each as `file split: captions`. */
  readonly keep: readonly string[];
  readonly drop: readonly string[];
}

const karpathy = (sentences: readonly object[]) => [
  { path: 'captions', content: JSON.stringify({ images: [{ filename: '1.jpg', sentences }] }) },
];

const CASES: readonly Case[] = [
  {
    kind: 'skippedFile',
    csv: '1.jpg,a ship\n',
    skipped: 'pipe',
    keep: ['1.jpg: a ship'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'alteredFile',
    csv: '',
    files: [{ path: 'captions.csv', content: 'filepath,title\n1.jpg,a ship\n', altered: true }],
    keep: ['1.jpg: a ship'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'printedList',
    csv: `1.jpg,"['a ship' ... 'a boat']"\n1.jpg,"['a barge', 'a pier']"\n`,
    keep: ["1.jpg: ['a ship' ... 'a boat']|a barge|a pier"],
    drop: ['1.jpg: a barge|a pier'],
  },
  {
    kind: 'tokensDiffer',
    csv: '',
    files: karpathy([
      { raw: 'A ship.', tokens: ['a', 'ship'] },
      { raw: 'a boat', tokens: ['a', 'barge'] },
    ]),
    keep: ['1.jpg: A ship.|a boat'],
    drop: ['1.jpg: A ship.'],
  },
  {
    kind: 'markup',
    csv: '1.jpg,a ship\n1.jpg,the airport&#39;s runway &amp; two planes\n',
    keep: ["1.jpg: a ship|the airport's runway & two planes"],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'lineBreak',
    csv: '1.jpg,a ship\n1.jpg,"a pond\nand a road"\n',
    keep: ['1.jpg: a ship|a pond and a road'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'invisibleCharacter',
    csv: '1.jpg,a ship\n1.jpg,an air\u00adport near a high\u200bway\n',
    keep: ['1.jpg: a ship|an airport near a highway'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'fewLevels',
    csv: '1.jpg,a ship\n2.tif,a boat\n',
    imageFiles: ['1.jpg', '2.tif'],
    options: { imageContents: new Map([['2.tif', { levels: 16, problem: null }]]) },
    keep: ['1.jpg: a ship', '2.tif: a boat'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'emptyCaption',
    csv: '1.jpg,a ship\n1.jpg," ."\n',
    keep: ['1.jpg: a ship|" ."'.replaceAll('"', '')],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'repeatedFile',
    csv: '1.jpg,a ship\n./1.jpg,a boat\n',
    keep: ['1.jpg: a ship|a boat'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'fileInTwoSplits',
    csv: 'file,split,caption\n1.jpg,train,a ship\n1.jpg,test,a boat\n',
    keep: ['1.jpg train: a ship', '1.jpg test: a boat'],
    drop: ['1.jpg test: a boat'],
  },
  {
    kind: 'duplicateCaption',
    csv: '1.jpg,a ship\n1.jpg,A  ship\n',
    keep: ['1.jpg: a ship|A  ship'],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'sharedCaption',
    csv: '1.jpg,a ship\n2.jpg,a ship\n2.jpg,a boat\n1.jpg,a barge\n',
    keep: ['1.jpg: a ship|a barge', '2.jpg: a ship|a boat'],
    drop: ['1.jpg: a ship|a barge', '2.jpg: a boat'],
  },
  {
    kind: 'captionCount',
    csv: '1.jpg,a ship\n2.jpg,a boat\n3.jpg,a barge\n3.jpg,a pier\n',
    keep: ['1.jpg: a ship', '2.jpg: a boat', '3.jpg: a barge|a pier'],
    drop: ['1.jpg: a ship', '2.jpg: a boat'],
  },
  {
    kind: 'imageWithoutCaptions',
    csv: '1.jpg,a ship\n',
    imageFiles: ['1.jpg', '2.jpg'],
    keep: ['1.jpg: a ship', '2.jpg: '],
    drop: ['1.jpg: a ship'],
  },
  {
    kind: 'extensionDiffers',
    csv: '1.jpg,a ship\n2.jpg,a boat\n',
    imageFiles: ['x/1.TIF', 'x/2.jpg'],
    keep: ['x/1.TIF: a ship', 'x/2.jpg: a boat'],
    drop: ['x/2.jpg: a boat', 'x/1.TIF: '],
  },
  {
    kind: 'ambiguousImage',
    csv: '1.jpg,a ship\n',
    imageFiles: ['a/1.jpg', 'b/1.jpg'],
    keep: ['a/1.jpg: a ship', 'b/1.jpg: '],
    drop: ['a/1.jpg: ', 'b/1.jpg: '],
  },
  {
    kind: 'captionsWithoutImage',
    csv: '1.jpg,a ship\n2.jpg,a boat\n',
    imageFiles: ['2.jpg'],
    keep: ['1.jpg: a ship', '2.jpg: a boat'],
    drop: ['2.jpg: a boat'],
  },
  {
    kind: 'unreadableImage',
    csv: '1.jpg,a ship\n',
    imageFiles: ['1.jpg'],
    options: { imageSizes: new Map([['1.jpg', null]]) },
    keep: ['1.jpg: a ship'],
    drop: [],
  },
  {
    kind: 'imageSize',
    csv: '1.jpg,a ship\n2.jpg,a boat\n3.jpg,a barge\n',
    imageFiles: ['1.jpg', '2.jpg', '3.jpg'],
    options: {
      imageSizes: new Map([
        ['1.jpg', { width: 256, height: 256 }],
        ['2.jpg', { width: 256, height: 255 }],
        ['3.jpg', { width: 256, height: 256 }],
      ]),
    },
    keep: ['1.jpg: a ship', '2.jpg: a boat', '3.jpg: a barge'],
    drop: ['1.jpg: a ship', '3.jpg: a barge'],
  },
  {
    kind: 'unknownSplit',
    csv: 'file,split,caption\n1.jpg,train,a ship\n2.jpg,trian,a boat\n',
    keep: ['1.jpg train: a ship', '2.jpg trian: a boat'],
    drop: ['1.jpg train: a ship'],
  },
  {
    kind: 'missingSplit',
    csv: 'file,split,caption\n1.jpg,train,a ship\n2.jpg,,a boat\n',
    keep: ['1.jpg train: a ship', '2.jpg: a boat'],
    drop: ['1.jpg train: a ship'],
  },
  {
    kind: 'missingClass',
    csv: 'file,class,caption\n1.jpg,harbour,a ship\n2.jpg,,a boat\n',
    keep: ['1.jpg: a ship', '2.jpg: a boat'],
    drop: ['1.jpg: a ship'],
  },
];

it('has a case for each irregularity', () => {
  expect(CASES.map(({ kind }) => kind)).toEqual(Object.keys(IRREGULARITIES));
});

describe.each(CASES)('$kind', ({ kind, csv, imageFiles = [], skipped, options = {}, keep, drop, ...given }) => {
  const files: SourceFile[] = [
    ...(given.files ?? [{ path: 'captions', content: csv }]),
    ...imageFiles.map((path) => ({ path })),
    ...(skipped ? [{ path: skipped, skipped: 'a named pipe' }] : []),
  ];
  const withPolicy = (policy: Policy): ParseDatasetOptions => ({
    ...options,
    policies: { imageWithoutCaptions: 'keep', [kind]: policy },
  });
  const left = (policy: Policy) =>
    parseDataset(files, withPolicy(policy)).dataset.images.map(
      ({ file, split, captions }) => `${file}${split ? ` ${split}` : ''}: ${captions.join('|').trim()}`,
    );

  it('is kept, dropped, or stops, as its policy says', () => {
    expect(left('keep')).toEqual(keep.map((image) => image.replace('| .', '| .')));
    expect(left('drop')).toEqual(drop);
    expect(() => parseDataset(files, withPolicy('error'))).toThrow(`(${kind})`);
  });

  it('is counted whatever its policy, and the default is the documented one', () => {
    for (const policy of ['keep', 'drop', 'error'] as const) {
      const found = inspectDataset(files, withPolicy(policy)).findings.find((finding) => finding.kind === kind);
      expect(found).toMatchObject({ count: 1, policy });
      expect(found?.examples).toHaveLength(1);
    }
    const byDefault = inspectDataset(files, options).findings.find((finding) => finding.kind === kind);
    expect(byDefault?.policy).toBe(IRREGULARITIES[kind].default);
  });
});

it('finds each image in the folder of its class where names repeat', () => {
  const imageFiles = ['images/a/1.jpg', 'images/b/1.jpg'].map((path) => ({ path }));
  const content = '{"a": [{"filename": "1.jpg", "raw": "x y"}], "b": [{"filename": "1.jpg", "raw": "z"}]}';
  const { dataset, findings } = parseDataset([{ path: 'captions', content }, ...imageFiles]);
  expect(dataset.images.map(({ file }) => file)).toEqual(['images/a/1.jpg', 'images/b/1.jpg']);
  expect(findings).toEqual([]);
});
