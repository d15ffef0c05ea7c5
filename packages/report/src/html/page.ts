import { createHash } from 'node:crypto';
import { html, Markup } from './html';
import { PAGE_STYLE } from './page-style';

/** The hash of the style sheet: the policy allows this one alone, and no style attribute. */
const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

const POLICY = `default-src 'none'; img-src data:; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** A self-contained HTML file: images, curves and style are inside, it has no script, and its policy forbids every request. */
export function page(title: string, lead: string, main: Markup): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${new Markup(POLICY)}">
<title>${title}</title>
<style>${new Markup(PAGE_STYLE)}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="lead">${lead}</p>
</header>
<main>
${main}
</main>
</body>
</html>
`.source;
}
