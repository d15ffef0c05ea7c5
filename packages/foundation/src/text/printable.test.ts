import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableData, printableJson, printableLines } from './printable';

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const OBEYED = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

describe('printable', () => {
  it.each([
    ['a plane\n  1. 0.999  forged', 'a plane\\n  1. 0.999  forged'],
    ['\u001b]0;title\u0007', '\\u001b]0;title\\u0007'],
    ['\u009b31m red \u0085', '\\u009b31m red \\u0085'],
    ['back\b\u007f\r\t', 'back\\u0008\\u007f\\r\\t'],
    ['gnp.\u202eexe\u2066\u2028', 'gnp.\\u202eexe\\u2066\\u2028'],
  ])('writes out what a terminal obeys: %j', (text, expected) => {
    expect(printable(text)).toBe(expected);
    expect(printable(expected)).toBe(expected);
  });

  it('leaves every script, emoji and the backslashes of a path as they are', () => {
    const text = 'Zürich 東京 مطار 👩‍🚀 C:\\data\\n.png';
    expect(printable(text)).toBe(text);
  });

  it('lets through nothing that a terminal obeys', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(text)).not.toMatch(OBEYED);
        expect(printableLines(text).replaceAll('\n', '')).not.toMatch(OBEYED);
      }),
    );
  });
});

describe('printableData', () => {
  it('reaches names of fields, lists and maps, and leaves other values as they are', () => {
    const values = new Float32Array(2);
    const data = {
      'a\nb': ['\u001b', 1, null],
      map: new Map([['\u0007', { deep: '\u009b' }]]),
      values,
      absent: undefined,
    };
    expect(printableData(data)).toEqual({
      'a\\nb': ['\\u001b', 1, null],
      map: new Map([['\\u0007', { deep: '\\u009b' }]]),
      values,
      absent: undefined,
    });
    const keyed = printableData(JSON.parse('{"__proto__": "\\u001b"}'));
    expect(Object.entries(keyed)).toEqual([['__proto__', '\\u001b']]);
  });
});

describe('printableJson', () => {
  it('is one line of JSON with the same content', { timeout: 30_000 }, () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = printableJson({ [text]: text });
        expect(json).not.toMatch(OBEYED);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ [text]: text })));
      }),
    );
  });
});
