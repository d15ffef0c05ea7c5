/** Prefixes of string literals in Python, and NumPy's names around them: `u'…'`, `b'…'`, `np.str_('…')`. */
const BEFORE_STRING = /(?:(?:np|numpy)\.)?str_\(|[uUbBrR]{1,2}(?=['"])/y;
const BEFORE_LIST = /(?:(?:np|numpy)\.)?(?:array|asarray|list|tuple|set|frozenset)\(/y;
const AFTER = /[\s,]|dtype\s*=\s*(?:object|'[^']{0,20}'|"[^"]{0,20}"|<[^<>]{0,20}>)/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };

/**
 * The strings of a list that was printed into one text: by Python (`['a', "b's"]`, tuples and sets, too), by NumPy (`['a' 'b']` over
 * several lines, `array(['a', 'b'], dtype=object)`, `[np.str_('a')]`) or as JSON (`["a", "b"]`). Lists may be nested.
 *
 * @returns `null` where the text is no such list; `'unreadable'` where it looks like one and cannot be read, for example because NumPy
 *   left strings out (`...`) or the text is cut off.
 */
export function printedList(text: string): readonly string[] | null | 'unreadable' {
  const list = text.trim();
  if (!looksPrinted(list)) return looksUnquoted(list) ? 'unreadable' : null;
  const strings: string[] = [];
  let depth = 0;
  for (let at = 0; at < list.length; ) {
    const character = list[at] ?? '';
    const separator = matchAt(AFTER, list, at);
    if (separator) {
      at += separator.length;
      continue;
    }
    if (depth === 0 && at > 0 && strings.length > 0) return list[0] === '[' ? 'unreadable' : null;
    const before = matchAt(BEFORE_LIST, list, at) ?? matchAt(BEFORE_STRING, list, at);
    if (before) [depth, at] = [depth + (before.endsWith('(') ? 1 : 0), at + before.length];
    else if ('[({'.includes(character)) [depth, at] = [depth + 1, at + 1];
    else if ('])}'.includes(character)) [depth, at] = [depth - 1, at + 1];
    else if (character === "'" || character === '"') {
      const literal = readLiteral(list, at);
      if (literal === null) return 'unreadable';
      strings.push(literal.text);
      at = literal.end;
    } else return 'unreadable';
    if (depth < 0) return 'unreadable';
  }
  return depth === 0 ? strings : 'unreadable';
}

/** `[a pond, a road]`: whether it is a list, and where its strings end, cannot be told. */
function looksUnquoted(text: string): boolean {
  const inside = text.slice(1, -1);
  return text[0] === '[' && text.at(-1) === ']' && inside.includes(',') && !/[[\]]/.test(inside);
}

/** A list, tuple or set that begins with a string, possibly with names around it; `[]`. A sentence with brackets is none. */
function looksPrinted(text: string): boolean {
  if (/^[[({]\s*[\])}]$/.test(text)) return text[0] === '[';
  const start = text.slice(0, 60);
  const opened = /^(?:(?:np\.|numpy\.)?(?:array|asarray|list|tuple|set|frozenset)\(\s{0,9})?[[({]\s{0,9}/.exec(start);
  if (opened === null || !/[\])}]$/.test(text)) return opened !== null && text[0] === '[' && /^\[\s*['"]/.test(start);
  return /^(?:[[({]\s{0,9}|(?:np\.|numpy\.)?(?:array|list|tuple|str_)\(\s{0,9}|[uUbBrR]{1,2}(?=['"]))*(?:['"]|\.\.\.)/.test(
    start.slice(opened[0].length),
  );
}

function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The string literal that begins at `start`, its escapes resolved; `null` where it is not closed. */
function readLiteral(text: string, start: number): { readonly text: string; readonly end: number } | null {
  const quote = text[start];
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === quote) return { text: value, end: at + 1 };
    if (character !== '\\') {
      value += character;
      continue;
    }
    const escaped = text[++at] ?? '';
    const digits = { x: 2, u: 4, U: 8 }[escaped];
    const code = digits === undefined ? '' : text.slice(at + 1, at + 1 + digits);
    if (
      digits !== undefined &&
      /^[\da-f]+$/i.test(code) &&
      code.length === digits &&
      Number.parseInt(code, 16) < 0x110000
    ) {
      value +=
        escaped === 'U'
          ? String.fromCodePoint(Number.parseInt(code, 16))
          : String.fromCharCode(Number.parseInt(code, 16));
      at += digits;
    } else value += ESCAPES[escaped] ?? (/[\\'"/]/.test(escaped) ? escaped : `\\${escaped}`);
  }
  return null;
}
