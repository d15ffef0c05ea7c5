/** A key that occurs twice in one object of a JSON text, and the offset of the second one. */
export interface RepeatedKey {
  readonly key: string;
  readonly offset: number;
}

/**
 * The first key that occurs twice in one object: `JSON.parse` keeps the later value and drops the earlier one silently.
 *
 * @param text valid JSON.
 */
export function repeatedKey(text: string): RepeatedKey | undefined {
  // One set of keys for each object or list that is open.
  const open: Set<string>[] = [];
  let last = { token: '', offset: 0 };
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    const [token] = match;
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const keys = open.at(-1);
      const key = JSON.parse(last.token) as string;
      if (keys?.has(key)) return { key, offset: last.offset };
      keys?.add(key);
    }
    last = { token, offset: match.index };
  }
  return undefined;
}
