import { InvalidOptionError, TrecSyntaxError } from '../errors';

/** Text in pieces of any size: a file stream, a decoded fetch body, an array of lines with their newlines, or one string in an array. */
export type TextChunks = AsyncIterable<string> | Iterable<string>;

/** A limit that no line of a TREC file comes near; without one, a file without line ends would be kept in memory whole. */
const LONGEST_LINE = 2 ** 20;

/** Whole lines of a text: `text` begins at the start of line `line` (from 1) and ends at the end of a line. */
export interface TextBlock {
  readonly text: string;
  readonly line: number;
}

/**
 * A text in blocks of whole lines. A byte order mark at its start is dropped. Memory: one piece and one line. Throws
 * `TrecSyntaxError` for text that is binary, and for a line of more than 1,048,576 characters.
 */
export async function* blocksOf(chunks: TextChunks): AsyncGenerator<TextBlock> {
  let line = 1;
  let first = true;
  let rest: string[] = [];
  let restLength = 0;
  for await (const given of chunks) {
    if (typeof given !== 'string') {
      throw new InvalidOptionError('chunks', given, 'pieces of text: decode bytes with TextDecoderStream');
    }
    const chunk = first && given.startsWith('\uFEFF') ? given.slice(1) : given;
    first &&= given === '';
    const end = chunk.lastIndexOf('\n') + 1;
    if (end > 0) {
      rest.push(chunk.slice(0, end));
      const text = rest.join('');
      refuseBinary(text, line);
      yield { text, line };
      line += linesIn(text);
      rest = [];
      restLength = 0;
    }
    rest.push(chunk.slice(end));
    restLength += chunk.length - end;
    if (restLength > LONGEST_LINE) {
      const text = rest.join('');
      refuseBinary(text, line);
      throw new TrecSyntaxError(line, text, `the line is longer than ${LONGEST_LINE} characters`);
    }
  }
  const text = rest.join('');
  if (text === '') return;
  refuseBinary(text, line);
  yield { text, line };
}

/** The lines of a text in pieces, without their ends (`\n` or `\r\n`). */
export async function* linesOf(chunks: TextChunks): AsyncGenerator<string> {
  for await (const { text } of blocksOf(chunks)) {
    const lines = text.split('\n');
    if (text.endsWith('\n')) lines.pop();
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

/** A NUL is in nearly every binary file, and in no text. */
function refuseBinary(text: string, line: number): void {
  const at = text.indexOf('\0');
  if (at === -1 && !text.startsWith('\x1f')) return;
  const start = text.lastIndexOf('\n', at) + 1;
  throw new TrecSyntaxError(
    line + linesIn(text.slice(0, Math.max(start, 0))),
    text.slice(start, start + 200),
    'this is not text. Decompress the data, or decode it in its encoding, before it is read',
  );
}
