import { describe, expect, it } from 'vitest';
import { CaptionFileError, inspectDataset, parseDataset, type SourceFile } from '../src/index';

interface Entry {
  readonly filename: string;
  readonly split?: string | number;
  readonly cls?: string | number;
}

/** A Karpathy file with one caption per entry, and image files. */
function files(entries: readonly Entry[], paths: readonly string[]): SourceFile[] {
  const images = entries.map((entry, index) => ({ ...entry, sentences: [`image number ${index}`] }));
  return [{ path: 'dataset.json', content: JSON.stringify({ images }) }, ...paths.map((path) => ({ path }))];
}

const found = (entries: readonly Entry[], paths: readonly string[]) => {
  const { dataset, findings } = inspectDataset(files(entries, paths), { policies: { imageWithoutCaptions: 'keep' } });
  const named = dataset.images.filter(({ captions }) => captions.length > 0);
  return {
    files: named.map(({ file }) => file),
    findings: findings
      .filter(({ kind }) => !['imageWithoutCaptions', 'missingSplit'].includes(kind))
      .map(({ kind, count }) => [kind, count]),
  };
};
const names = (...filenames: string[]) => filenames.map((filename) => ({ filename }));

describe('a name is never matched by a part of it', () => {
  it.each<[string, readonly Entry[], readonly string[], readonly string[], number]>([
    [
      'another folder has a file of that name',
      names('forest/1.png', 'beach/1.png'),
      ['i/beach/1.png'],
      ['forest/1.png', 'i/beach/1.png'],
      1,
    ],
    ['only the other folder is named', names('forest/1.png'), ['i/beach/1.png'], ['forest/1.png'], 1],
    ['the folder at the top has a file of that name', names('forest/1.png'), ['1.png'], ['forest/1.png'], 1],
    ['the folder only ends the same', names('b/1.png'), ['ab/1.png'], ['b/1.png'], 1],
    ['another extension in another folder', names('forest/1.png'), ['beach/1.tif'], ['forest/1.png'], 1],
    [
      'the class has no folder',
      [
        { filename: '1.png', cls: 'forest' },
        { filename: '1.png', cls: 'beach' },
      ],
      ['i/beach/1.png'],
      ['1.png', 'i/beach/1.png'],
      1,
    ],
    ['a name and its path', names('1.png', 'i/1.png'), ['i/1.png'], ['1.png', 'i/1.png'], 1],
    ['two names of which only extensions differ', names('1.jpg', '1.png'), ['1.tif'], ['1.jpg', '1.png'], 2],
  ])('%s', (_, entries, paths, expected, missing) => {
    expect(found(entries, paths)).toEqual({ files: expected, findings: [['captionsWithoutImage', missing]] });
  });

  it('gives the first place and the name that has the file', () => {
    const { findings } = inspectDataset(files(names('1.png', 'i/1.png'), ['i/1.png']));
    expect(findings.find(({ kind }) => kind === 'captionsWithoutImage')?.examples[0]).toEqual({
      place: { file: 'dataset.json', position: { path: 'images[0]' } },
      detail: '1.png: i/1.png belongs to i/1.png',
    });
  });
});

describe('an exact match comes before a tolerant one', () => {
  it.each<[string, readonly Entry[], readonly string[], readonly string[]]>([
    ['upper and lower case', names('Tile.png', 'tile.png'), ['i/Tile.png', 'i/tile.png'], ['i/Tile.png', 'i/tile.png']],
    ['case of folders', names('A/1.png', 'a/1.png'), ['A/1.png', 'a/1.png'], ['A/1.png', 'a/1.png']],
    ['case of extensions', names('1.PNG', '1.png'), ['i/1.PNG', 'i/1.png'], ['i/1.PNG', 'i/1.png']],
    ['Unicode forms', names('\u00e9.png', 'e\u0301.png'), ['\u00e9.png', 'e\u0301.png'], ['\u00e9.png', 'e\u0301.png']],
    ['one other case', names('TILE.PNG'), ['i/tile.png'], ['i/tile.png']],
    ['one other Unicode form', names('caf\u00e9.png'), ['i/cafe\u0301.png'], ['i/cafe\u0301.png']],
    ['an invisible character', names('\ufeff1.png'), ['i/1.png'], ['i/1.png']],
    ['extensions', names('1.png', '1.tif'), ['i/1.png', 'i/1.tif'], ['i/1.png', 'i/1.tif']],
  ])('%s', (_, entries, paths, expected) => {
    expect(found(entries, paths)).toEqual({ files: expected, findings: [] });
  });

  it('leaves a file to the name that is closer', () => {
    expect(found(names('TILE.png', 'tile.png'), ['i/tile.png'])).toEqual({
      files: ['TILE.png', 'i/tile.png'],
      findings: [['captionsWithoutImage', 1]],
    });
    expect(found(names('TILE.png', 'Tile.png'), ['i/tile.png']).findings).toEqual([['captionsWithoutImage', 2]]);
  });
});

describe('two splits that share file names', () => {
  const both = [
    { filename: '1.png', split: 'train' },
    { filename: '1.png', split: 'test' },
  ];
  it.each<[readonly string[], readonly string[]]>([
    [
      ['train/1.png', 'test/1.png'],
      ['train/1.png', 'test/1.png'],
    ],
    [
      ['images/testing/1.png', 'images/Training/1.png'],
      ['images/Training/1.png', 'images/testing/1.png'],
    ],
    [
      ['test/a/1.png', 'train/b/1.png'],
      ['train/b/1.png', 'test/a/1.png'],
    ],
  ])('are matched by the folders of their splits: %j', (paths, expected) => {
    expect(found(both, paths)).toEqual({ files: expected, findings: [] });
  });
  it('stop where one file fits both', () => {
    expect(() => parseDataset(files(both, ['i/1.png']))).toThrow('fileInTwoSplits');
    expect(() => parseDataset(files(both, []))).toThrow('fileInTwoSplits');
  });
  it('do not take the file of the other split where their own is missing', () => {
    const entries = [...both, { filename: '2.png', split: 'test' }];
    expect(found(entries, ['train/1.png', 'test/1.png', 'train/2.png'])).toEqual({
      files: ['train/1.png', 'test/1.png', '2.png'],
      findings: [['captionsWithoutImage', 1]],
    });
  });
  it('keep the images of two classes apart that share a name', () => {
    const content = 'filename,class,caption\n1.png,a,x y\n1.png,b,z\n';
    const { dataset } = parseDataset([{ path: 'c.csv', content }, { path: 'i/a/1.png' }, { path: 'i/b/1.png' }]);
    expect(dataset.images.map(({ file, captions }) => [file, captions])).toEqual([
      ['i/a/1.png', ['x y']],
      ['i/b/1.png', ['z']],
    ]);
    expect(new Set(dataset.images.map(({ id }) => id)).size).toBe(2);
  });
});

describe('names that are no names of images in the folder', () => {
  const REFUSED = [
    '../outside/private.png',
    'a/../../private.png',
    '..\\outside\\private.png',
    '..',
    'images/.. /private.png',
    '/etc/private.png',
    '\\\\server\\share\\private.png',
    'C:\\private.png',
    'c:private.png',
    'file:///etc/private.png',
    'a.png\0.txt',
    '__proto__/a.png',
    '__proto__',
    `${'x'.repeat(5000)}.png`,
  ];
  const refused = (sources: readonly SourceFile[]) => {
    try {
      return inspectDataset(sources);
    } catch (error) {
      return error;
    }
  };
  it.each(REFUSED)('%j is refused with its file and entry', (filename) => {
    const error = refused(files([{ filename: 'a.png' }, { filename }], ['a.png']));
    expect(error).toBeInstanceOf(CaptionFileError);
    expect((error as Error).message).toMatch(/^dataset\.json at images\[1\]: /);
  });
  it('is refused in every format', () => {
    const name = '../b.png';
    const of = (path: string, content: string) => refused([{ path, content }, { path: 'a.png' }]);
    const errors = [
      of('n.json', JSON.stringify({ airport: [{ filename: name, raw: 'x y' }] })),
      of(
        'c.json',
        JSON.stringify({ images: [{ id: 1, file_name: name }], annotations: [{ image_id: 1, caption: 'x' }] }),
      ),
      of('t.csv', `filename,caption\na.png,x\n${name},y\n`),
      of('t.tsv', `a.png#0\tx\n${name}#0\ty\n`),
      of('train/metadata.jsonl', `{"file_name": "${name}", "text": "x y"}`),
      of('train/metadata.jsonl', `{"file_name": "/b.png", "text": "x y"}`),
      of('train/metadata.csv', `file_name,text\n${name},x\n`),
      refused([
        { path: 'dev_caps.txt', content: 'a b\nc d\n' },
        { path: 'dev_filename.txt', content: `a.png\n${name}\n` },
      ]),
    ];
    expect(errors.map((error) => (error as CaptionFileError).place)).toEqual([
      { file: 'n.json', position: { path: 'airport[0]' } },
      { file: 'c.json', position: { path: 'images[0]' } },
      { file: 't.csv', position: { line: 3, column: 1 } },
      { file: 't.tsv', position: { line: 2, column: 1 } },
      { file: 'train/metadata.jsonl', position: { line: 1, column: 1 } },
      { file: 'train/metadata.jsonl', position: { line: 1, column: 1 } },
      { file: 'train/metadata.csv', position: { line: 2, column: 1 } },
      { file: 'dev_filename.txt', position: { line: 2, column: 1 } },
    ]);
  });
  it.each(['__proto__', 'constructor', 'prototype'])(
    'a class %s of a JSON object is not lost without a word',
    (key) => {
      const content = `{"a": [{"filename": "1.png", "raw": "x y"}], "${key}": [{"filename": "2.png", "raw": "x y"}]}`;
      expect(() => parseDataset([{ path: 'n.json', content }])).toThrow(`n.json at ${key}: ${key} cannot be a name`);
    },
  );
  it('a class or split __proto__ is refused, and other names of JavaScript are names', () => {
    expect(() => parseDataset(files([{ filename: '1.png', cls: '__proto__' }], []))).toThrow('images[0]: The class is');
    expect(() => parseDataset(files([{ filename: '1.png', split: '__proto__' }], []))).toThrow(
      'images[0]: The split is',
    );
    const entries = ['toString', 'constructor'].map((cls) => ({ filename: `${cls}.png`, cls, split: cls }));
    const { images } = parseDataset(files(entries, [])).dataset;
    expect(images.map(({ className }) => className)).toEqual(['toString', 'constructor']);
  });
});

describe('classes and splits', () => {
  it('may be numbers', () => {
    const content = JSON.stringify({
      images: [
        { filename: '1.png', cls: 0, split: 1, sentences: ['a'] },
        { filename: '2.png', cls: '', label: 3, split: 'train', sentences: ['b'] },
      ],
    });
    const { dataset, findings } = parseDataset([{ path: 'd.json', content }]);
    expect(dataset.images.map(({ className, split }) => [className, split])).toEqual([
      ['0', '1'],
      ['3', 'train'],
    ]);
    expect(findings.map(({ kind, count }) => [kind, count])).toEqual([['unknownSplit', 1]]);
  });
  it('are numbers in JSON Lines and in keys', () => {
    const lines = '{"file_name": "1.png", "text": "a", "label": 7}\n{"file_name": "2.png", "text": "b", "label": 0}\n';
    expect(parseDataset([{ path: 'm.jsonl', content: lines }]).dataset.images.map((i) => i.className)).toEqual([
      '7',
      '0',
    ]);
    const keys = '{"10": [{"filename": "1.png", "raw": "x y"}], "2": [{"filename": "1.png", "raw": "z"}]}';
    expect(parseDataset([{ path: 'n.json', content: keys }]).dataset.images.map((i) => i.file)).toEqual([
      '2/1.png',
      '10/1.png',
    ]);
  });
  it('a split that is no part is counted with its first place; restval is train', () => {
    const splits = ['train', 'restval', 'trian', 'test1', 'val', 'TEST '];
    const entries = splits.map((split, index) => ({ filename: `${index}.png`, split }));
    const { dataset, findings } = parseDataset(files(entries, []));
    expect(dataset.images.map(({ split }) => split)).toEqual(['train', 'train', 'trian', 'test1', 'val', 'test']);
    expect(findings).toMatchObject([
      {
        kind: 'unknownSplit',
        count: 2,
        examples: [{ place: { position: { path: 'images[2]' } }, detail: '2.png: trian' }, {}],
      },
    ]);
  });
});
