import { describe, expect, it } from 'vitest';
import { inspectDataset, parseDataset, type SourceFile } from '../src/index';

const karpathy = (...sentences: unknown[]): SourceFile[] => [
  { path: 'dataset.json', content: JSON.stringify({ images: [{ filename: 'a.png', split: 'train', sentences }] }) },
];
const kinds = (files: readonly SourceFile[], options = {}) =>
  Object.fromEntries(inspectDataset(files, options).findings.map(({ kind, count }) => [kind, count]));
const captions = (files: readonly SourceFile[], options = {}) =>
  parseDataset(files, options).dataset.images.map((image) => image.captions);

describe('text made for a page', () => {
  it.each([
    ['the airport&#39;s runway &amp; two planes', "the airport's runway & two planes", 'markup'],
    ['the airport&#x27;s runway', "the airport's runway", 'markup'],
    ['the airport&rsquo;s &quot;old&quot; runway', 'the airport’s "old" runway', 'markup'],
    ['the airport&amp;#39;s runway', "the airport's runway", 'markup'],
    ['a&nbsp;pond', 'a pond', 'markup'],
    ['a <b>green</b> pond<br/>beside a road', 'a green pond beside a road', 'markup'],
    ['a &lt;i&gt;green&lt;/i&gt; pond', 'a green pond', 'markup'],
    ['an air\u00adport', 'an airport', 'invisibleCharacter'],
    ['an air\u200bport', 'an airport', 'invisibleCharacter'],
    ['\ufeffan airport', 'an airport', 'invisibleCharacter'],
    ['an air\u2060port\u200e', 'an airport', 'invisibleCharacter'],
    ['an air\u200dport', 'an airport', 'invisibleCharacter'],
    ['an air\u0000port\u0007', 'an airport', 'invisibleCharacter'],
    ['a pond\nand a road', 'a pond and a road', 'lineBreak'],
    ['a pond\r\nand a road', 'a pond and a road', 'lineBreak'],
    ['a pond\u2028and a road', 'a pond and a road', 'lineBreak'],
    ['a pond \n and a road', 'a pond and a road', 'lineBreak'],
  ])('%j is read as %j and counted', (raw, text, kind) => {
    const files = karpathy('first', { raw });
    expect(captions(files)).toEqual([['first', text]]);
    const { findings } = inspectDataset(files);
    expect(findings).toMatchObject([
      { kind, count: 1, examples: [{ place: { file: 'dataset.json', position: { path: 'images[0].sentences[1]' } } }] },
    ]);
    expect(captions(files, { captionText: 'as-written' })).toEqual([['first', raw]]);
    expect(kinds(files, { captionText: 'as-written' })).toEqual({ [kind]: 1 });
  });

  it.each([
    'AT&T tower, 5 < 6 and a <unk> word',
    'a pond & a road; two',
    'می‌خواهم',
    'a plane 👨‍✈️ and ❤️',
    'a <start> of <end>',
    ' a pond ',
    'a pond\n',
  ])('%j stays', (raw) => {
    expect(captions(karpathy({ raw }))).toEqual([[raw]]);
    expect(kinds(karpathy({ raw }))).toEqual({});
  });

  it('is found in every format', () => {
    const text = 'the airport&#39;s air\u00adport';
    const of = (path: string, content: string) => kinds([{ path, content }, { path: 'a.png' }]);
    const both = { markup: 1, invisibleCharacter: 1 };
    expect(of('c.csv', `filename,caption\na.png,${text}\n`)).toEqual(both);
    expect(of('a.txt', `${text}\n`)).toEqual(both);
    expect(of('m.jsonl', JSON.stringify({ file_name: 'a.png', text }))).toEqual(both);
    expect(of('n.json', JSON.stringify({ c: [{ filename: 'a.png', raw: text }] }))).toMatchObject(both);
    const coco = { images: [{ id: 1, file_name: 'a.png' }], annotations: [{ image_id: 1, caption: text }] };
    expect(of('c.json', JSON.stringify(coco))).toEqual(both);
  });

  it('drops such captions where that is asked for', () => {
    const files = karpathy('first', 'a &amp; b', 'c\nd', 'e\u00adf');
    const policies = { markup: 'drop', lineBreak: 'drop', invisibleCharacter: 'drop' };
    expect(captions(files, { policies })).toEqual([['first']]);
  });
});

describe('raw and tokens', () => {
  const red = ['a', 'red', 'roof'];
  it.each<[object, string]>([
    [{ raw: '', tokens: red }, 'a red roof'],
    [{ raw: '  ', tokens: red }, 'a red roof'],
    [{ raw: ' . ', tokens: red }, 'a red roof'],
    [{ raw: null, tokens: red }, 'a red roof'],
    [{ tokens: red }, 'a red roof'],
    [{ raw: 'A red roof.', tokens: [] }, 'A red roof.'],
    [{ raw: 'A red roof.', tokens: null }, 'A red roof.'],
    [{ raw: 'A red roof.', tokens: red }, 'A red roof.'],
    [{ raw: "The roof's red-brick", tokens: ['the', 'roof', "'s", 'red', 'brick'] }, "The roof's red-brick"],
  ])('%j is %j without a finding', (sentence, text) => {
    expect(captions(karpathy(sentence))).toEqual([[text]]);
    expect(kinds(karpathy(sentence))).toEqual({});
  });
  it('that say something else are counted with their place', () => {
    const files = karpathy({ raw: 'a roof', tokens: red }, { raw: 'a red roof', tokens: ['a', 'red'] });
    const [finding] = inspectDataset(files).findings;
    expect(finding).toMatchObject({ kind: 'tokensDiffer', count: 2 });
    expect(finding?.examples[0]?.place.position).toEqual({ path: 'images[0].sentences[0]' });
    expect(captions(files)).toEqual([['a roof', 'a red roof']]);
  });
  it('stand in tables and JSON Lines, too', () => {
    const table = "filename,raw,tokens\na.png,,\"['a', 'red', 'roof']\"\nb.png,a roof,a roof\nc.png,a roof,a pond\n";
    expect(captions([{ path: 'c.csv', content: table }])).toEqual([['a red roof'], ['a roof'], ['a roof']]);
    expect(kinds([{ path: 'c.csv', content: table }])).toMatchObject({ tokensDiffer: 1 });
    const lines = [
      { file_name: 'a.png', raw: '', tokens: red },
      { file_name: 'b.png', raw: 'a roof', tokens: ['a', 'roof'] },
      { file_name: 'c.png', tokens: red },
    ];
    const content = lines.map((line) => JSON.stringify(line)).join('\n');
    expect(captions([{ path: 'm.jsonl', content }])).toEqual([['a red roof'], ['a roof'], ['a red roof']]);
    const differ = JSON.stringify({ file_name: 'd.png', raw: 'a roof', tokens: red });
    expect(kinds([{ path: 'm.jsonl', content: differ }])).toEqual({ tokensDiffer: 1 });
  });
  it('are both empty: an empty caption', () => {
    expect(kinds(karpathy('a', { raw: '', tokens: [] }))).toEqual({ emptyCaption: 1 });
  });
});

describe('lists printed into one text', () => {
  const cell = (text: string) => [
    { path: 'c.csv', content: `filename,captions\na.png,"${text.replaceAll('"', '""')}"\n` },
  ];
  it.each([
    "['a pond', 'a road']",
    "['a pond'\n 'a road']",
    '["a pond", "a road"]',
    "array(['a pond', 'a road'], dtype=object)",
    "[np.str_('a pond') np.str_('a road')]",
    "('a pond', 'a road')",
  ])('%j are two captions', (text) => {
    expect(captions(cell(text))).toEqual([['a pond', 'a road']]);
    expect(kinds(cell(text))).toEqual({});
    expect(captions([{ path: 'm.jsonl', content: JSON.stringify({ file_name: 'a.png', text }) }])).toEqual([
      ['a pond', 'a road'],
    ]);
    expect(captions(karpathy({ raw: text }))).toEqual([['a pond', 'a road']]);
  });
  it('of which some strings are left out stop the reading, with their place', () => {
    expect(() => parseDataset(cell("['a pond' ... 'a road']"))).toThrow(
      'c.csv:2:1: 1 × caption that looks like a printed list',
    );
  });
  it('that are empty leave an image without captions', () => {
    expect(kinds(cell('[]'))).toEqual({ imageWithoutCaptions: 1 });
  });
});

describe('bytes that tell their encoding', () => {
  const text = 'filename,caption\na.png,a café\nb.png,a 🛳\n';
  const utf16 = (big: boolean) => {
    const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
    return big ? bytes.swap16() : bytes;
  };
  const utf32 = (big: boolean) => {
    const bytes = Buffer.alloc(4 * [...`\ufeff${text}`].length);
    [...`\ufeff${text}`].forEach((character, index) => {
      const code = character.codePointAt(0) ?? 0;
      if (big) bytes.writeUInt32BE(code, 4 * index);
      else bytes.writeUInt32LE(code, 4 * index);
    });
    return bytes;
  };
  const expected = [['a café'], ['a 🛳']];
  it.each<[string, Uint8Array]>([
    ['UTF-8', Buffer.from(`\ufeff${text}`)],
    ['UTF-16, little-endian', utf16(false)],
    ['UTF-16, big-endian', utf16(true)],
    ['UTF-32, little-endian', utf32(false)],
    ['UTF-32, big-endian', utf32(true)],
  ])('%s', (_, content) => {
    expect(captions([{ path: 'c.csv', content: Uint8Array.from(content) }])).toEqual(expected);
    expect(captions([{ path: 'c.csv', content: Uint8Array.from(content) }], { encoding: 'windows-1252' })).toEqual(
      expected,
    );
  });
  it('UTF-16 without a mark is read where the option names it', () => {
    const content = Uint8Array.from(utf16(false).subarray(2));
    expect(captions([{ path: 'c.csv', content }], { encoding: 'utf-16le' })).toEqual(expected);
    expect(() => parseDataset([{ path: 'c.csv', content }])).toThrow('None of c.csv is recognised');
  });
  it('every format reads UTF-16', () => {
    const of = (path: string, content: string) =>
      captions([{ path, content: Uint8Array.from(Buffer.from(`\ufeff${content}`, 'utf16le')) }, { path: 'a.png' }]);
    expect(of('a.txt', 'a pond\n')).toEqual([['a pond']]);
    expect(of('d.json', '{"images": [{"filename": "a.png", "sentences": ["a pond"]}]}')).toEqual([['a pond']]);
    expect(of('m.jsonl', '{"file_name": "a.png", "text": "a pond"}\n')).toEqual([['a pond']]);
  });
  it('a text that is cut off or no such encoding names its file', () => {
    const cut = (bytes: Buffer, end: number) => [{ path: 'c.csv', content: Uint8Array.from(bytes.subarray(0, end)) }];
    expect(() => parseDataset(cut(utf16(false), -3))).toThrow('c.csv:1:1: This line is not valid utf-16le.');
    expect(() => parseDataset(cut(utf32(true), -3))).toThrow('c.csv:1:1: This line is not valid utf-32be.');
  });
});
