/**
 * Characters that a terminal obeys or that move text: the control characters of ASCII and Latin-1 (line feed and tab among them), line
 * and paragraph separators, and the marks that turn the direction of the text after them.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const COMMANDS = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text from data as one line that a terminal shows and does not obey: `\n` for a line feed, `\u001b` for ESC. A name from a file can
 * then neither move the cursor nor begin a line of its own. What is printable already stays as it is.
 */
export function printable(text: string): string {
  return text.replace(COMMANDS, (character) => SHORT[character] ?? escaped(character));
}

/** As {@link printable}, for text whose line feeds are the program's own. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/**
 * Data in which every string, names of fields too, is {@link printable}: for a function that makes a text of several lines of it.
 * Lists, maps and plain objects are copied; other values stay as they are.
 */
export function printableData<T>(value: T): T {
  return (typeof value === 'string' ? printable(value) : copied(value)) as T;
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(printableData);
  if (value instanceof Map) return new Map([...value].map(printableData));
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  return Object.fromEntries(Object.entries(value).map(printableData));
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}

/** JSON in one line that a terminal can show: what `JSON.stringify` leaves of the characters above is written as `\u009b`. */
export function printableJson(value: unknown): string {
  return (JSON.stringify(value) ?? 'null').replace(COMMANDS, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
