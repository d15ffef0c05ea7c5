/** What XML 1.0 does not allow in a document, in any spelling; the rest of what `\p{Cc}` names would be invisible. */
const NOT_IN_XML = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu;

/** Ends a line that echarts must not see as it is. Data cannot contain it, see `NOT_IN_XML`. */
const MARK = '\u0001';

/**
 * A text of a chart without the characters that an SVG file cannot have, each replaced by U+FFFD.
 *
 * zrender keeps the widths of texts in an object literal. A line called as a property that every object has, such as `__proto__` or
 * `constructor`, would be taken for an entry of it, and even change `Object.prototype` for the whole process: such a line gets a mark,
 * which `withoutMarks` removes from the drawing.
 */
export function drawableText(text: string): string {
  const lines = text.replace(NOT_IN_XML, '\ufffd').split('\n');
  return lines.map((line) => (line in Object.prototype ? line + MARK : line)).join('\n');
}

/** `drawableText` for every text in an option of echarts. */
export function drawableOption<T>(option: T): T {
  if (typeof option === 'string') return drawableText(option) as T;
  if (Array.isArray(option)) return option.map(drawableOption) as T;
  if (typeof option !== 'object' || option === null) return option;
  return Object.fromEntries(Object.entries(option).map(([key, value]) => [key, drawableOption(value)])) as T;
}

export function withoutMarks(svg: string): string {
  return svg.replaceAll(MARK, '');
}
