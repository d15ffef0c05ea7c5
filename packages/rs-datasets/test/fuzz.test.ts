import { type Random, seededRandom } from '@rs-sam/foundation/random';
import { describe, expect, it } from 'vitest';
import { FORMAT_NAMES } from '../src/formats/caption-format';
import {
  CaptionFileError,
  DatasetError,
  IrregularDataError,
  parseDataset,
  type SourceFile,
  UnknownFormatError,
} from '../src/index';
import { exampleFiles } from './example-files';

const CASES_PER_FORMAT = 2000;

const SPICE = ['\0', '"', '{', '}', '[', ']', ',', '\n', '\r', '\t', 'null', '1e999', '#0', '/', '\u2028', '__proto__'];

type Mutation = (bytes: Uint8Array, random: Random) => Uint8Array;

const at = (bytes: Uint8Array, random: Random) => Math.floor(random() * (bytes.length + 1));
const spliced = (bytes: Uint8Array, start: number, end: number, inserted: Uint8Array) =>
  Uint8Array.from([...bytes.subarray(0, start), ...inserted, ...bytes.subarray(end)]);

const MUTATIONS: readonly Mutation[] = [
  (bytes, random) => bytes.subarray(0, at(bytes, random)),
  (bytes, random) => bytes.subarray(at(bytes, random)),
  (bytes, random) => bytes.map((byte) => (random() < 0.01 ? Math.floor(random() * 256) : byte)),
  (bytes, random) => {
    const text = new TextEncoder().encode(SPICE[Math.floor(random() * SPICE.length)] ?? '');
    const start = at(bytes, random);
    return spliced(bytes, start, start, text);
  },
  (bytes, random) => {
    const [start, end] = [at(bytes, random), at(bytes, random)].sort((a, b) => a - b) as [number, number];
    return random() < 0.5
      ? spliced(bytes, start, end, new Uint8Array())
      : spliced(bytes, end, end, bytes.subarray(start, end));
  },
  (bytes, random) => {
    const lines = new TextDecoder('latin1').decode(bytes).split(/(?<=[\n,])/);
    const [a, b] = [Math.floor(random() * lines.length), Math.floor(random() * lines.length)];
    [lines[a], lines[b]] = [lines[b] ?? '', lines[a] ?? ''];
    return Uint8Array.from(lines.join(''), (character) => character.charCodeAt(0));
  },
];

function mutated(files: readonly SourceFile[], random: Random): SourceFile[] {
  const withContent = files.filter((file) => file.content !== undefined);
  const victim = withContent[Math.floor(random() * withContent.length)];
  return files.map((file) => {
    if (file !== victim || file.content === undefined) return file;
    let content = typeof file.content === 'string' ? new TextEncoder().encode(file.content) : file.content;
    for (let times = 1 + Math.floor(random() * 3); times > 0; times--)
      content = (MUTATIONS[Math.floor(random() * MUTATIONS.length)] as Mutation)(content, random) as typeof content;
    return { ...file, content };
  });
}

/** How parsing ended; anything but a data set or an error of this package fails the test. */
function ending(load: () => ReturnType<typeof parseDataset>): string {
  try {
    const { images } = load().dataset;
    expect(new Set(images.map(({ id }) => id)).size).toBe(images.length);
    for (const { captions } of images) for (const caption of captions) expect(typeof caption).toBe('string');
    return 'dataset';
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    expect(error.remedy).not.toBe('');
    if (error instanceof CaptionFileError) expect(error.place.position).not.toBeNull();
    if (error instanceof IrregularDataError) expect(error.place).not.toBeNull();
    return error.name;
  }
}

describe.each(FORMAT_NAMES)('%s, mutated and cut off', (format) => {
  it(`ends ${CASES_PER_FORMAT} times in a data set or an error of this package`, () => {
    const random = seededRandom(`fuzz ${format}`);
    const endings: Record<string, number> = {};
    for (let count = 0; count < CASES_PER_FORMAT; count++) {
      const files = mutated(exampleFiles(format, { imageFiles: random() < 0.5 }), random);
      const forced = random() < 0.5;
      const layout = format === 'scan-precomputed' ? { captionsPerImage: 3 } : {};
      const options = { ...layout, ...(forced ? { format } : {}) };
      const end = ending(() => parseDataset(files, options));
      endings[end] = (endings[end] ?? 0) + 1;
    }
    // The mutations are useful only if both happen.
    expect(endings.dataset).toBeGreaterThan(CASES_PER_FORMAT / 50);
    expect(endings[CaptionFileError.name]).toBeGreaterThan(CASES_PER_FORMAT / 50);
  });
});

it('ends on deep nesting and on a quotation that never closes', () => {
  const deep = `{"images": [{"filename": "1.jpg", "sentences": ${'['.repeat(200_000)}`;
  expect(() => parseDataset([{ path: 'a', content: deep }])).toThrow(CaptionFileError);
  const open = `filename,caption\n1.jpg,"${'a "b" c\n'.repeat(20_000)}`;
  expect(() => parseDataset([{ path: 'a', content: open }])).toThrow(CaptionFileError);
});

it('names file and position also where nothing is recognised', () => {
  const load = () => parseDataset([{ path: 'a', content: '{"images": [' }]);
  expect(load).toThrow(UnknownFormatError);
  expect(load).toThrow('a:1:1: ');
});
