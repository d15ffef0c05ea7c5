import fc from 'fast-check';
import { expect, it } from 'vitest';
import { html, Markup } from './html';

it('escapes text and attributes, and inserts markup, lists and null unchanged', () => {
  const list = ['<i>', html`<i>${1.5}</i>`];
  expect(html`<p title="${'"a" & \'b\''}">${list}${null}${undefined}</p>`.source).toBe(
    '<p title="&quot;a&quot; &amp; &#39;b&#39;">&lt;i&gt;<i>1.5</i></p>',
  );
  expect(html`${new Markup('<hr>')}`.source).toBe('<hr>');
});

it('does not let text open a tag or close an attribute', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(html`${text}`.source).not.toMatch(/[<>"']/);
    }),
  );
});

it('shows a replacement for characters that a page cannot show, and for marks that turn the text after them', () => {
  expect(html`<p>${'a\u0000b\u001b\u007f\u009b\u202e\u2066\ud800\ufffe'}</p>`.source).toBe(
    `<p>a\ufffdb${'\ufffd'.repeat(7)}</p>`,
  );
  expect(html`${'two\nlines\t東京 👩‍🚀'}`.source).toBe('two\nlines\t東京 👩‍🚀');
});
