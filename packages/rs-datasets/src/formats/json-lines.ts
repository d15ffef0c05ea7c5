import * as v from 'valibot';
import { CaptionFileError } from '../errors/caption-file-error';
import { decodeText, glanceAtText } from '../reading/decode-text';
import { isObject } from '../reading/own-names';
import { repeatedKey } from '../reading/repeated-key';
import type { SourceFile } from '../reading/source-file';
import { textLines } from '../reading/text-lines';
import type { FormatOptions } from './caption-format';
import { classNameOf, type ParsedCaption, type ParsedImage, splitName } from './parsed-image';
import { rawOrTokens } from './raw-or-tokens';
import { CAPTION_COLUMN, CLASS_COLUMN, FILE_COLUMN, SPLIT_COLUMN, TOKENS_COLUMN } from './table-columns';

const Captions = v.union([v.string(), v.array(v.nullable(v.string()))]);

interface Entry {
  readonly file: string;
  readonly captions: readonly (readonly [field: string, texts: readonly string[]])[];
  /** The words of the caption once more; empty without any. */
  readonly tokens: string;
  readonly split: string | null;
  readonly className: string | null;
}

/** Whether a text begins with a line that is a JSON object with the name of an image and a text. */
export function looksLikeJsonLines(file: SourceFile, forced: boolean): boolean {
  const start = glanceAtText(file)?.trimStart();
  if (start === undefined || !start.startsWith('{')) return false;
  const end = start.search(/[\r\n]/);
  const first = end < 0 ? start : start.slice(0, end);
  try {
    return entryOf(JSON.parse(first)) !== null || forced;
  } catch {
    return forced;
  }
}

/** @throws CaptionFileError with the line that is no such object */
export function parseJsonLines(file: SourceFile, { encoding }: FormatOptions): ParsedImage[] {
  const images = new Map<string, ParsedImage & { captions: ParsedCaption[] }>();
  for (const [index, line] of textLines(decodeText(file, encoding)).entries()) {
    if (line.trim() === '') continue;
    const position = { line: index + 1, column: 1 };
    const fail = (problem: string): never => {
      const remedy = 'Each line is one object, as {"file_name": "1.png", "text": "a pond"}. Was the file cut off?';
      throw new CaptionFileError({ file: file.path, position }, problem, remedy);
    };
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      fail('This line is not valid JSON.');
    }
    const repeated = repeatedKey(line);
    if (repeated) fail(`The key ${JSON.stringify(repeated.key.slice(0, 100))} occurs twice in one object.`);
    const entry = entryOf(value) ?? fail('This line has no image name and no text.');
    if (entry.file.trim() === '') fail('This line has no image name.');
    const key = JSON.stringify([entry.file, entry.split]);
    const { file: name, split, className } = entry;
    const image = images.get(key) ?? { file: name, split, className, captions: [], source: file.path, position };
    const texts = entry.captions.flatMap(([, all]) => all);
    if (texts.length <= 1) image.captions.push({ ...rawOrTokens(texts[0] ?? '', entry.tokens), position });
    else for (const text of texts) image.captions.push({ text, position });
    images.set(key, image);
  }
  return [...images.values()];
}

/** The fields of an entry by their names; empty ones give way to others that say the same. `null` where there is no name or no text. */
function entryOf(value: unknown): Entry | null {
  if (!isObject(value)) return null;
  const fields = Object.entries(value);
  const named = (pattern: RegExp) => fields.filter(([name]) => pattern.test(name.toLowerCase()));
  const files = named(FILE_COLUMN).flatMap(([, file]) => (typeof file === 'string' ? [file] : []));
  const texts = named(CAPTION_COLUMN).filter(([, text]) => text === null || v.is(Captions, text));
  if (files.length === 0 || (texts.length === 0 && named(TOKENS_COLUMN).length === 0)) return null;
  const plain = (pattern: RegExp) =>
    named(pattern).flatMap(([, name]) => (typeof name === 'string' || typeof name === 'number' ? [name] : []));
  const captions = texts.map(
    ([field, text]) => [field, [text ?? ''].flat().map((one: unknown) => String(one ?? ''))] as const,
  );
  const same = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n');
  const filled = captions.filter(
    ([, all], at) =>
      all.some((text) => text.trim() !== '') && captions.findIndex(([, other]) => same(other, all)) === at,
  );
  return {
    file: files.find((file) => file.trim() !== '') ?? '',
    captions: filled.length > 0 ? filled : captions.slice(0, 1),
    tokens: tokensOf(named(TOKENS_COLUMN)),
    split: splitName(classNameOf(...plain(SPLIT_COLUMN))),
    className: classNameOf(...plain(CLASS_COLUMN)),
  };
}

/** The words of an entry whose texts are empty. */
function tokensOf(fields: readonly (readonly [string, unknown])[]): string {
  const words = fields.map(([, value]) =>
    Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? value : '',
  );
  return words.find((text) => text.trim() !== '') ?? '';
}
