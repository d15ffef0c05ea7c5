/** Finished markup, which `html` inserts unchanged. */
export class Markup {
  constructor(readonly source: string) {}
}

/** A value in a template: text, which is escaped; finished markup; a list of both; or null or undefined, which insert nothing. */
export type HtmlValue = string | number | Markup | readonly HtmlValue[] | null | undefined;

/**
 * Markup from a template. Every value is escaped unless it is markup, so that no caption or file name can become a tag or end an
 * attribute. Characters that a page cannot show, and marks that turn the direction of the text after them, become U+FFFD.
 *
 * @example
 * html`<p title="${'"a" & b'}">${'<b>'}</p>`.source; // <p title="&quot;a&quot; &amp; b">&lt;b&gt;</p>
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Markup {
  return new Markup(strings.map((text, i) => text + (i < values.length ? sourceOf(values[i]) : '')).join(''));
}

/** Control characters except tab and line feed, the marks of embedding, and code units that are no character. */
const NOT_SHOWN = /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069\p{Cs}\ufffe\uffff]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function sourceOf(value: HtmlValue): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Markup) return value.source;
  if (typeof value === 'object') return value.map(sourceOf).join('');
  return String(value)
    .replace(NOT_SHOWN, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
