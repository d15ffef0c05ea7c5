/** A key that occurs twice in one object of a JSON text, and the offset of the second one. */
export interface RepeatedKey {
  readonly key: string;
  readonly offset: number;
}

/**
 * The first key that occurs twice in one object: `JSON.parse` keeps the later value and drops the earlier one silently.
 * One pass without a regular expression: strings of any length take time in proportion.
 *
 * @param text valid JSON.
 */
export function repeatedKey(text: string): RepeatedKey | undefined {
  // One set of keys for each object or list that is open.
  const open: Set<string>[] = [];
  let last = { start: 0, end: 0 };
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') {
      last = { start: at, end: endOfString(text, at) };
      at = last.end - 1;
    } else if (character === '{' || character === '[') open.push(new Set());
    else if (character === '}' || character === ']') open.pop();
    else if (character === ':') {
      const keys = open.at(-1);
      const key = JSON.parse(text.slice(last.start, last.end)) as string;
      if (keys?.has(key)) return { key, offset: last.start };
      keys?.add(key);
    }
  }
  return undefined;
}

/** The offset behind the closing quotation mark of the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    // Jumps over the part without quotation marks and backslashes.
    const quote = text.indexOf('"', at);
    if (quote < 0) return text.length;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote + 1;
    at = quote;
  }
  return text.length;
}
