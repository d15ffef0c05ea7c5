import temml from 'temml';
import type { MarkdownRenderer } from 'vitepress';

/** Renders the fences ` ```math `, which contain LaTeX, as MathML: browsers draw it, and screen readers read it. */
export function mathFences(md: MarkdownRenderer): void {
  const others = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const token = tokens[index];
    if (token?.info.trim() !== 'math') return others?.(tokens, index, ...rest) ?? '';
    const mathml = temml.renderToString(token.content, { displayMode: true, throwOnError: true });
    return `<div v-pre class="equation" tabindex="0" role="group" aria-label="Equation">${mathml}</div>\n`;
  };
}
