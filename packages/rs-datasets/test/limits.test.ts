import { expect, it } from 'vitest';
import { CaptionFileError, parseDataset, type SourceFile } from '../src/index';
import { parseSplit } from '../src/splits/parse-split';

const read =
  (path: string, content: string, ...others: SourceFile[]) =>
  () =>
    parseDataset([{ path, content }, ...others]);
const karpathy = (image: object) =>
  JSON.stringify({ images: [{ filename: 'a.png', sentences: ['a pond'], ...image }] });
const captionsOf = (load: ReturnType<typeof read>) => load().dataset.images.map(({ captions }) => captions);

it('reads JSON with a string of many megabytes, and says where such a file is cut off', () => {
  const text = karpathy({ thumbnail: 'A'.repeat(9 * 2 ** 20), other: '\\"'.repeat(2 ** 20) });
  expect(captionsOf(read('d.json', text))).toEqual([['a pond']]);
  expect(read('d.json', text.slice(0, -2))).toThrow(/^d\.json:1:\d+: This is not valid JSON/);
  expect(read('d.json', text.replace('"other":', '"thumbnail":'))).toThrow(
    /^d\.json:1:\d+: The key "thumbnail" occurs twice/,
  );
});

it('has a limit for captions and names, and gives their place', () => {
  const long = 'x'.repeat(3_000_000);
  const limit = (place: string) => `${place}: This caption has 3000000 characters; at most 100000 are read.`;
  const coco = { images: [{ id: 1, file_name: 'a.png' }], annotations: [{ image_id: 1, caption: long }] };
  expect(read('d.json', karpathy({ sentences: ['a', { raw: long }] }))).toThrow(
    limit('d.json at images[0].sentences[1]'),
  );
  expect(read('c.json', JSON.stringify(coco))).toThrow(limit('c.json at annotations[0].caption'));
  expect(read('n.json', JSON.stringify({ a: [{ filename: 'a', raw: long }] }))).toThrow(limit('n.json at a[0].raw'));
  expect(read('c.csv', `filename,caption\nb.png,b\na.png,${long}\n`)).toThrow(limit('c.csv:3:1'));
  expect(read('m.jsonl', JSON.stringify({ file_name: 'a.png', text: long }))).toThrow(limit('m.jsonl:1:1'));
  expect(read('a.txt', `a\n${long}\n`, { path: 'a.png' })).toThrow(limit('a.txt:2:1'));
  expect(
    read('t_caps.txt', `a pond\na b ${long.slice(4)}\n`, { path: 't_names.txt', content: 'a.png\nb.png\n' }),
  ).toThrow(limit('t_caps.txt:2:1'));
  expect(read('d.json', karpathy({ filename: long }))).toThrow(
    'd.json at images[0]: An image name has 3000000 characters',
  );
  expect(read('d.json', karpathy({ cls: long }))).toThrow('d.json at images[0]: The name of the class has 3000000');
  expect(read('d.json', karpathy({ split: long }))).toThrow('d.json at images[0]: The name of the split has 3000000');
});

it('takes a caption as long as the limit', () => {
  expect(captionsOf(read('d.json', karpathy({ sentences: ['x'.repeat(100_000)] })))[0]?.[0]).toHaveLength(100_000);
});

it('names the length of a file that is longer than a text can be', () => {
  const beginning = new TextEncoder().encode('filename,caption\na.png,a pond\n');
  const load = () => parseDataset([{ path: 'c.csv', content: beginning, byteLength: 2 ** 31 }]);
  expect(load).toThrow('c.csv at byte 536870888: The file has 2147483648 bytes; at most 536870888 are read.');
  expect(load).toThrow(CaptionFileError);
});

it('reads nested values that it does not use, however deep', () => {
  const nested = (open: string, close: string) =>
    karpathy({ deep: 0 }).replace('"deep":0', `"deep":${open.repeat(1e5)}1${close.repeat(1e5)}`);
  expect(captionsOf(read('d.json', nested('[', ']')))).toEqual([['a pond']]);
  expect(captionsOf(read('d.json', nested('{"a":', '}')))).toEqual([['a pond']]);
  const line = `{"file_name": "a.png", "text": "a pond", "deep": ${'['.repeat(1e5)}${']'.repeat(1e5)}}`;
  expect(captionsOf(read('m.jsonl', line))).toEqual([['a pond']]);
  expect(read('c.csv', `filename,caption\na.png,"${'['.repeat(9e4)}'a'"\n`)().dataset.images).toHaveLength(1);
});

it('takes an image with very many captions', () => {
  const texts = Array.from({ length: 200_000 }, (_, at) => `caption ${at}`);
  expect(captionsOf(read('m.jsonl', JSON.stringify({ file_name: 'a.png', text: texts })))[0]).toHaveLength(200_000);
  expect(captionsOf(read('c.csv', `a.png,${texts.join(',')}\n`))[0]).toHaveLength(200_000);
});

// The bench has the times; here a quadratic step would exceed the time limit of the test.
it.each(['x', ' ', '.', '"', 'a_', '{', '[', '&', '<a ', "['", '\n', 'a\u200d', '&amp;', '\\', '| 1 ', '#1', '://'])(
  'ends on a text of %j in a companion, a caption and a name',
  (unit) => {
    const text = unit.repeat(400_000 / unit.length);
    const good = 'filename,caption\na.png,a pond\n';
    expect(captionsOf(read('captions.csv', good, { path: 'notes.txt', content: text }))).toEqual([['a pond']]);
    expect(() => parseDataset([{ path: 'notes.txt', content: text }, { path: 'notes.png' }])).not.toThrow(RangeError);
    const ending = (load: () => unknown) => {
      try {
        load();
      } catch (error) {
        expect((error as Error).name).toMatch(/^(CaptionFile|IrregularData)Error$/);
      }
    };
    ending(read('d.json', karpathy({ sentences: [text.slice(0, 100_000)] }), { path: 'a.png' }));
    ending(read('d.json', karpathy({ filename: `${text.slice(0, 4000)}1.png` }), { path: 'a.png' }));
  },
);

it('refuses a part of a split that is called like a key of JavaScript', () => {
  expect(() => parseSplit('{"parts": {"train": ["a"], "__proto__": ["b"]}}', 'split.json')).toThrow(
    'split.json at parts.__proto__: __proto__ cannot be a name.',
  );
  expect(() => parseSplit('{"parts": []}', 'split.json')).toThrow('split.json at parts: `parts` has to be an object.');
});
