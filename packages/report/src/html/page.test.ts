import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { html } from './html';
import { page } from './page';

it('allows its own style sheet by its hash and data images, and nothing else', () => {
  const text = page('title', 'lead', html`<p>main</p>`);
  const [, style = ''] = /<style>([\s\S]*?)<\/style>/.exec(text) ?? [];
  const hash = createHash('sha256').update(style).digest('base64');
  expect(text).toContain(
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">`,
  );
  expect(text).not.toMatch(/<script| on\w+="| style="/);
});
