import { describe, expect, it } from 'vitest';
import { CaptionFileError, inspectDataset, parseDataset, type SourceFile, UnknownFormatError } from '../src/index';
import { npyFile } from './example-files';

const images = (files: readonly SourceFile[], options = {}) =>
  parseDataset(files, options).dataset.images.map(({ file, split, captions }) => [file, split, captions]);
const text = (path: string, content: string): SourceFile => ({ path, content });

describe('coco', () => {
  const coco = (path: string, ids: readonly (number | string)[], imageIds: readonly (number | string)[] = ids) =>
    text(
      path,
      JSON.stringify({
        images: ids.map((id) => ({ id, file_name: `${id}.png`, width: 8 })),
        annotations: imageIds.map((image_id, at) => ({ id: at, image_id, caption: `caption ${at}` })),
      }),
    );
  it('takes the split from the name of the file or of a folder, and reads files of several splits together', () => {
    const split = (path: string) => images([coco(path, [1])])[0]?.[1];
    expect(
      ['captions_train2014.json', 'a/val.json', 'test/annotations.json', 'captions.json', 'train_val.json'].map(split),
    ).toEqual(['train', 'val', 'test', null, null]);
    expect(images([coco('captions_train2017.json', [1]), coco('captions_val2017.json', [2])])).toEqual([
      ['1.png', 'train', ['caption 0']],
      ['2.png', 'val', ['caption 0']],
    ]);
  });
  it('finds images of two splits that share names in the folders of their splits', () => {
    const files = [
      coco('captions_train.json', [1]),
      coco('captions_val.json', [1]),
      { path: 'train/1.png' },
      { path: 'val/1.png' },
    ];
    expect(images(files).map(([file]) => file)).toEqual(['train/1.png', 'val/1.png']);
  });
  it('keeps the order of annotations and ids as text', () => {
    expect(images([coco('c.json', ['a', 'b'], ['b', 'a', 'b'])])).toEqual([
      ['a.png', null, ['caption 1']],
      ['b.png', null, ['caption 0', 'caption 2']],
    ]);
  });
  it('names the annotation of an unknown image, and an id that occurs twice', () => {
    expect(() => images([coco('c.json', [1], [1, 2])])).toThrow(
      'c.json at annotations[1].image_id: No image has the id 2.',
    );
    expect(() => images([coco('c.json', [1, 1])])).toThrow('c.json at images[1].id: The id 1 occurs twice.');
  });
  it('is not taken for captions where annotations have none', () => {
    const boxes = { images: [{ id: 1, file_name: '1.png' }], annotations: [{ image_id: 1, bbox: [0, 0, 1, 1] }] };
    expect(() => images([text('instances.json', JSON.stringify(boxes))])).toThrow(UnknownFormatError);
  });
});

describe('metadata', () => {
  it('has names relative to its folder, and the split of its folder', () => {
    const line = (name: string, caption: string) => `${JSON.stringify({ file_name: name, text: caption })}\n`;
    const files = [
      text('train/metadata.jsonl', line('1.png', 'a pond') + line('sub/2.png', 'a road')),
      text('validation/metadata.jsonl', line('1.png', 'a roof')),
      ...['train/1.png', 'train/sub/2.png', 'validation/1.png'].map((path) => ({ path })),
    ];
    expect(images(files)).toEqual([
      ['train/1.png', 'train', ['a pond']],
      ['train/sub/2.png', 'train', ['a road']],
      ['validation/1.png', 'val', ['a roof']],
    ]);
    expect(inspectDataset(files).findings).toEqual([]);
  });
  it('reads metadata.csv in the same way', () => {
    const files = [
      text('train/metadata.csv', 'file_name,text,label\n1.png,a pond,0\n'),
      text('test/metadata.csv', 'file_name,text,label\n1.png,a road,1\n'),
      { path: 'train/1.png' },
      { path: 'test/1.png' },
    ];
    expect(images(files)).toEqual([
      ['train/1.png', 'train', ['a pond']],
      ['test/1.png', 'test', ['a road']],
    ]);
  });
  it.each<[object, readonly string[]]>([
    [{ file_name: '1.png', text: ['a pond', 'a road'] }, ['a pond', 'a road']],
    [{ file_name: '1.png', text: '', caption: 'a pond' }, ['a pond']],
    [{ file_name: '1.png', text: 'a pond', caption: 'a pond' }, ['a pond']],
    [{ file_name: '1.png', text: 'a pond', caption: null }, ['a pond']],
    [{ image: '1.png', captions: ['a pond'], id: 3, tags: ['x'] }, ['a pond']],
    [{ filepath: '1.png', title: 'a pond', labels: [1, 2] }, ['a pond']],
    [{ file_name: '1.png', raw: 'a pond' }, ['a pond']],
  ])('%j', (line, captions) => {
    expect(images([text('m.jsonl', JSON.stringify(line))])).toEqual([['1.png', null, captions]]);
  });
  it('reads the archive of BigEarthNet or SkyScript: deep folders, labels, a split per line', () => {
    const line = (name: string, split: string) =>
      JSON.stringify({ file_name: name, text: 'fields', labels: ['a'], split });
    const names = ['S2A_MSIL2A_2017/S2A_26_57/B04.tif', 'S2A_MSIL2A_2018/S2A_26_57/B04.tif'];
    const files = [
      text('metadata.jsonl', names.map((name, at) => line(name, at ? 'test' : 'train')).join('\n')),
      ...names.map((path) => ({ path })),
    ];
    expect(images(files)).toEqual([
      [names[0], 'train', ['fields']],
      [names[1], 'test', ['fields']],
    ]);
    expect(images([text('SkyScript.csv', 'filepath,title\nimages2/a1/x.jpg,"a pond, a road"\n')])).toEqual([
      ['images2/a1/x.jpg', null, ['a pond, a road']],
    ]);
  });
  it('names the line that is broken, has no image or repeats a key', () => {
    const of = (line: string) => () => images([text('m.jsonl', `{"file_name": "1.png", "text": "a"}\n\n${line}\n`)]);
    expect(of('{"file_name": "2.png", "te')).toThrow('m.jsonl:3:1: This line is not valid JSON.');
    expect(of('{"file_name": "", "text": "a"}')).toThrow('m.jsonl:3:1: This line has no image name.');
    expect(of('{"text": "a"}')).toThrow('m.jsonl:3:1: This line has no image name and no text.');
    expect(of('[1]')).toThrow(CaptionFileError);
    expect(of('{"file_name": "2.png", "text": "a", "text": "b"}')).toThrow('m.jsonl:3:1: The key "text" occurs twice');
  });
});

describe('the tables of Flickr', () => {
  it('have `image| number| comment`, and one row without its second delimiter', () => {
    const rows = [
      'image_name| comment_number| comment',
      '1.jpg| 0| Two men .',
      '1.jpg| 1   A dog runs',
      '2.jpg| 0| A "big" dog .',
    ];
    expect(images([text('results.csv', rows.join('\n'))])).toEqual([
      ['1.jpg', null, ['Two men .', 'A dog runs']],
      ['2.jpg', null, ['A "big" dog .']],
    ]);
    expect(images([text('r.csv', 'image| number| comment\n1.jpg| 0| Two men .\n')])).toEqual([
      ['1.jpg', null, ['Two men .']],
    ]);
    expect(() => images([text('r.csv', 'image| number| comment\n1.jpg| Two men .\n')])).toThrow(
      'r.csv:2:1: This row has 2',
    );
  });
});

describe('rows of features and captions', () => {
  const scan = (rows: number, repeated: number, captions: number, split = 'train'): SourceFile[] => [
    { path: `${split}_ims.npy`, content: npyFile([rows, 2, 4], repeated) },
    text(
      `${split}_caps.txt`,
      Array.from({ length: captions }, (_, at) => `caption number ${'i'.repeat(at + 1)}\n`).join(''),
    ),
  ];
  const shape = (files: readonly SourceFile[], options = {}) => {
    const found = images(files, options);
    return [found.length, found[0]?.[2]?.length, found[1]?.[0]];
  };
  it.each([
    [15, 3, 15, [5, 3, 'train_ims.npy#3']],
    [10, 5, 10, [2, 5, 'train_ims.npy#5']],
    [14, 7, 14, [2, 7, 'train_ims.npy#7']],
    [6, 1, 6, [6, 1, 'train_ims.npy#1']],
    [3, 1, 15, [3, 5, 'train_ims.npy#1']],
    [6, 2, 12, [3, 4, 'train_ims.npy#2']],
  ])('%i rows, each %i times, with %i captions', (rows, repeated, captions, expected) => {
    expect(shape(scan(rows, repeated, captions))).toEqual(expected);
  });
  it('are asked for where the rows leave it open', () => {
    expect(() => images(scan(6, 6, 6))).toThrow(/captionsPerImage/);
    expect(() => images(scan(6, 6, 6))).toThrow(CaptionFileError);
    expect(shape(scan(6, 6, 6), { captionsPerImage: 3 })).toEqual([2, 3, 'train_ims.npy#3']);
    // 5, 5 and 3: the file was cut off.
    expect(() => images(scan(13, 5, 13))).toThrow('are equal in groups of several sizes');
  });
  it('of a split of one image are those of the other splits', () => {
    expect(images([...scan(6, 3, 6), ...scan(3, 3, 3, 'test')]).map(([file]) => file)).toEqual([
      'train_ims.npy#0',
      'train_ims.npy#3',
      'test_ims.npy#0',
    ]);
  });
  it('that contradict captionsPerImage are refused', () => {
    expect(() => images(scan(15, 3, 15), { captionsPerImage: 5 })).toThrow('in groups of 3');
    expect(() => images(scan(15, 3, 15), { captionsPerImage: 4 })).toThrow('do not pair up');
  });
});

describe('files beside an image', () => {
  const beside = (...files: readonly (readonly [string, string])[]) =>
    images([{ path: 'a.png' }, ...files.map(([path, content]) => text(path, content))]);
  it.each([
    'a.xml',
    'a.yaml',
    'a.json',
    'a.tfw',
    'a.pgw',
    'a.wld',
    'a.csv',
    'a.html',
    'a.md',
    'a.prj',
    'a.png.aux.xml',
    'a.geojson',
    'a.log',
  ])('%s never holds captions', (path) => {
    const other = 'two words\nof a file that is read by others\n';
    expect(beside(['a.txt', 'a pond\n'], [path, other])).toEqual([['a.png', null, ['a pond']]]);
    expect(() => beside([path, other])).toThrow(UnknownFormatError);
  });
  it.each(['a.txt', 'a.caption', 'a', 'a.png.txt', 'A.TXT'])('%s does', (path) => {
    expect(beside([path, 'a pond\na road\n'])).toEqual([['a.png', null, ['a pond', 'a road']]]);
  });
  it.each(['0 0.5 0.5 0.1 0.1\n3 0.2 0.2 0.1 0.1\n', '1.0 2.0 3.0 4.0 5.0 6.0 7.0 8.0 plane 0\n', '12,10,80,60\n'])(
    'a text of boxes does not: %j',
    (content) => {
      expect(beside(['a.caption', 'a pond\n'], ['a.txt', content])).toEqual([['a.png', null, ['a pond']]]);
    },
  );
  it('two texts are asked for, an empty one is not', () => {
    expect(() => beside(['a.txt', 'a pond\n'], ['a.caption', 'a road\n'])).toThrow('a.txt and a.caption may both hold');
    expect(beside(['a.txt', ' \n'], ['a.caption', 'a road\n'])).toEqual([['a.png', null, ['a road']]]);
    const files = [{ path: 'a.png' }, text('a.txt', 'a pond'), text('a.caption', 'a road')];
    expect(images(files, { only: ['*.caption'] })).toEqual([['a.png', null, ['a road']]]);
  });
  it('belongs to the image of exactly its name first', () => {
    const files = [
      { path: 'Tile.png' },
      { path: 'tile.png' },
      text('Tile.txt', 'a pond\n'),
      text('tile.txt', 'a road\n'),
    ];
    expect(images(files)).toEqual([
      ['Tile.png', null, ['a pond']],
      ['tile.png', null, ['a road']],
    ]);
    expect(images([{ path: 'Tile.png' }, { path: 'tile.png' }, text('tile.txt', 'a road\n')])).toEqual([
      ['tile.png', null, ['a road']],
    ]);
  });
});
