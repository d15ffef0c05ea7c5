import { posix } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';

const REPOSITORY = 'https://github.com/rs-sam/rs-sam/blob/main/';

/** Links that leave `docs/`, as `../packages/search`, lead to the repository: its pages are readable here and there. */
export function repositoryLinks(md: MarkdownRenderer): void {
  const others = md.renderer.rules.link_open;
  md.renderer.rules.link_open = (tokens, index, options, env, self) => {
    const token = tokens[index];
    // A page may include one of the root of the repository, whose links into `docs/` are to pages beside it.
    const href = (token?.attrGet('href') ?? '').replace(/^docs\//, './');
    token?.attrSet('href', href);
    const path = posix.join('docs', posix.dirname(env.relativePath ?? ''), href);
    if (/^\.\.?\//.test(href) && !path.startsWith('docs/')) token?.attrSet('href', REPOSITORY + path);
    return others?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options);
  };
}
