import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES } from '../src/formats/caption-format';
import { CAPTION_FORMATS } from '../src/formats/detect-format';
import { CaptionFileError, parseDataset, type SourceFile, UnknownFormatError } from '../src/index';
import { EXAMPLE_IMAGES, exampleFiles, npyFile } from './example-files';

const byCaptions = (a: { captions: readonly string[] }, b: { captions: readonly string[] }) =>
  String(a.captions) < String(b.captions) ? -1 : 1;

it('has a parser for each format name', () => {
  expect(CAPTION_FORMATS.map(({ name }) => name)).toEqual(FORMAT_NAMES);
});

/** The layout of SCAN does not tell how many captions an image has. */
const optionsOf = (format: string) => (format === 'scan-precomputed' ? { captionsPerImage: 3 } : {});

describe.each(FORMAT_NAMES)('%s', (format) => {
  const given = optionsOf(format);

  it('is recognised by its content and read whole', () => {
    const parsed = parseDataset(exampleFiles(format, { imageFiles: true }), given);
    expect(parsed.format).toBe(format);
    expect(parsed.findings).toEqual([]);
    const found = parsed.dataset.images.map(({ split, captions }) => ({ split, captions }));
    expect(found.sort(byCaptions)).toEqual(EXAMPLE_IMAGES.map(({ split, captions }) => ({ split, captions })));
  });

  it('reads the same from bytes with a byte order mark and other line ends', () => {
    const original = exampleFiles(format);
    const files = original.map((file): SourceFile => {
      if (typeof file.content !== 'string') return file;
      return { ...file, content: new TextEncoder().encode(`\uFEFF${file.content.replaceAll(/\r?\n/g, '\r\n')}`) };
    });
    expect(parseDataset(files, given)).toEqual(parseDataset(original, given));
  });

  it('says which line is not in the encoding', () => {
    const files = exampleFiles(format).map((file) =>
      typeof file.content === 'string' ? { ...file, content: Buffer.from(file.content, 'latin1') } : file,
    );
    expect(() => parseDataset(files, given)).toThrow(/:\d+:1: This line is not valid utf-8\./);
    const [first] = parseDataset(files, { ...given, encoding: 'windows-1252' }).dataset.images;
    expect(first?.captions[2]).toMatch(/^Straße und Bäume/);
  });
});

const read = (content: string, path = 'a') => parseDataset([{ path, content }]).dataset.images;

describe('karpathy', () => {
  it('joins tokens where raw is absent, and takes a plain string', () => {
    const images = [{ filename: '1.jpg', split: 'dev', sentences: [{ tokens: ['a', 'ship'] }, 'two ships'] }];
    expect(read(JSON.stringify({ images }))).toEqual([
      { id: '1.jpg', file: '1.jpg', split: 'val', className: null, captions: ['a ship', 'two ships'] },
    ]);
  });

  it('gives the JSON path of a wrong field, and the line and column of broken JSON', () => {
    const wrong = '{"images": [{"filename": "1.jpg", "sentences": [{"raw": 3}]}]}';
    expect(() => read(wrong)).toThrow('a at images[0].sentences[0]');
    expect(() => read('{"images": [{"filename": 1, "sentences": []}]}')).toThrow('a at images[0].filename');
    expect(() => read('{"images":\n [{"sentences": ]}')).toThrow('a:2:17: This is not valid JSON.');
  });
});

describe('nwpu', () => {
  it('reads as many captions as there are, in the order of their numbers', () => {
    const file = { 'storage tank': [{ filename: 'x_1.jpg', raw_10: 'k', raw_2: 'c', raw: 'a' }] };
    const [image] = read(JSON.stringify(file));
    expect(image).toMatchObject({ file: 'storage tank/x_1.jpg', className: 'storage tank', captions: ['a', 'c', 'k'] });
    expect(() => read('{"a": [{"filename": "1.jpg", "raw": 1}]}')).toThrow('a at a[0]');
  });
});

describe('scan-text', () => {
  const pair = (names: string, captions: string): SourceFile[] => [
    { path: 'dev_caps.txt', content: captions },
    { path: 'dev_filename.txt', content: names },
  ];
  it('takes a name per image as well as a name per caption, and an empty line as an empty caption', () => {
    const options = { policies: { emptyCaption: 'keep' } } as const;
    const once = parseDataset(pair('1.jpg\n2.jpg\n', 'a b\n\nc d\ne f\n'), options);
    expect(once.dataset.images.map(({ captions }) => captions)).toEqual([
      ['a b', ''],
      ['c d', 'e f'],
    ]);
    expect(parseDataset(pair('1.jpg\n1.jpg\n2.jpg\n2.jpg\n', 'a b\n\nc d\ne f\n'), options)).toEqual(once);
    expect(once.dataset.images[0]?.split).toBe('val');
  });
  it('stops where captions and names do not pair up: a shift by one line would shift every caption after it', () => {
    expect(() => parseDataset(pair('1.jpg\n2.jpg\n', 'a b\nc d\ne f\n'))).toThrow(
      'dev_caps.txt:3:1: 3 captions do not',
    );
  });
});

describe('scan-precomputed', () => {
  const pair = (content: Uint8Array, captions: number): SourceFile[] => [
    { path: 'test_caps.txt', content: 'a big ship\n'.repeat(captions) },
    { path: 'test_ims.npy', content },
    { path: 'test_boxes.npy', content: npyFile([2, 2, 3], 1) },
  ];
  const files = (content: Uint8Array, captions: number) =>
    parseDataset(pair(content, captions)).dataset.images.map((image) => [image.file, image.captions.length]);
  it('recognises repeated rows by comparing them', () => {
    expect(files(npyFile([10, 2, 4], 5), 10)).toEqual([
      ['test_ims.npy#0', 5],
      ['test_ims.npy#5', 5],
    ]);
    expect(files(npyFile([2, 2, 4], 1), 10)).toEqual([
      ['test_ims.npy#0', 5],
      ['test_ims.npy#1', 5],
    ]);
    expect(files(npyFile([10, 2, 4], 1), 10)).toHaveLength(10);
  });
  it('stops at a file that is shorter than its header promises', () => {
    const whole = npyFile([10, 2, 4], 5);
    const cut = whole.subarray(0, whole.length - 4);
    expect(() => files(cut, 10)).toThrow('test_ims.npy at byte 444: The file has 444 bytes; its header promises 448.');
  });
});

describe('table', () => {
  it('reads columns without names, several captions in a row, and the numbers of Flickr', () => {
    expect(read('1.jpg#0\ta ship\n1.jpg#1\ttwo ships\n')[0]?.captions).toEqual(['a ship', 'two ships']);
    expect(read('image;caption_1;caption_2\n1.jpg;a;b\n')[0]?.captions).toEqual(['a', 'b']);
    expect(read('filepath\ttitle\nx/1.jpg\ta, b\n')[0]).toMatchObject({ file: 'x/1.jpg', captions: ['a, b'] });
  });
  it('gives the line of a row that has another number of cells, also after a caption of two lines', () => {
    const text = 'filename,caption\n1.jpg,"a\nb"\n2.jpg,a ship, and a pier\n';
    expect(() => read(text)).toThrow('a:4:1: This row has 3 cells; the first row has 2.');
    expect(() => read('filename,caption\n1.jpg,"a\n')).toThrow('a:2:1: Quoted field unterminated.');
  });
});

describe('folder', () => {
  it('finds splits and classes in the folders', () => {
    const images = parseDataset(exampleFiles('folder')).dataset.images;
    expect(images.map(({ split, className }) => [split, className])).toEqual(
      EXAMPLE_IMAGES.map(({ split }) => [split, null]),
    );
    const byFolder = parseDataset(exampleFiles('folder'), { classNames: 'folder' }).dataset.images;
    expect(byFolder.map(({ className }) => className)).toEqual(EXAMPLE_IMAGES.map(({ className }) => className));
  });
});

describe('detection', () => {
  const [json] = exampleFiles('karpathy');
  const [csv] = exampleFiles('table').map((file) => ({ ...file, path: 'b' }));
  it('refuses two caption files, and takes the one that is chosen', () => {
    const files = [json, csv].filter((file) => file !== undefined);
    expect(() => parseDataset(files)).toThrow('There is more than one caption file: anything (karpathy); b (table).');
    expect(parseDataset(files, { format: 'table' }).captionFiles).toEqual(['b']);
    expect(parseDataset(files, { only: ['anything'] }).format).toBe('karpathy');
  });
  it('names the files it considered and the formats it knows', () => {
    expect(() => read('Dear reader')).toThrow(UnknownFormatError);
    expect(() => read('Dear reader')).toThrow('None of a is recognised');
    expect(() => parseDataset([{ path: 'a', content: '[]' }], { format: 'karpathy' })).toThrow(CaptionFileError);
    expect(() => parseDataset([], { format: 'voc' as 'table' })).toThrow(
      "The option format is \"voc\"; it must be 'karpathy', 'nwpu', 'coco', 'scan-text', 'scan-precomputed', 'metadata', 'table' or 'folder'.",
    );
  });
});
