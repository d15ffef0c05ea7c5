import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, posix, relative } from 'node:path';

/** What is wrong with links and resources of a built site. */
export function brokenLinks(site: string, base = '/'): string[] {
  const pages = readdirSync(site, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.html'));
  const texts = new Map(pages.map((page) => [page, readFileSync(join(site, page), 'utf8')]));
  const idsOf = new Map(
    [...texts].map(([page, text]) => [
      page,
      new Set([...text.matchAll(/ id="([^"]*)"/g)].map(([, id]) => unescaped(id))),
    ]),
  );
  return [...texts].flatMap(([page, text]) => {
    const problems = new Set<string>();
    for (const [, tag = '', attributes = ''] of text.matchAll(/<(a|img|script|link|iframe|source)\b([^>]*)>/g)) {
      const [, name = '', given = ''] = attributes.match(/ (href|src)="([^"]*)"/) ?? [];
      const address = unescaped(given);
      if (name === '' || /^(data|mailto|javascript):/.test(address)) continue;
      if (/^(https?:)?\/\//.test(address)) {
        if (tag !== 'a') problems.add(`<${tag}> of another host: ${address}`);
        continue;
      }
      const [path = '', anchor] = address.split('#');
      const file = path === '' ? page : targetOf(site, page, path.split('?')[0] as string, base);
      if (file === undefined) problems.add(`no file for ${address}`);
      else if (anchor && tag === 'a' && !idsOf.get(file)?.has(decodeURIComponent(anchor)))
        problems.add(`no anchor for ${address}`);
    }
    return [...problems].map((problem) => `${page}: ${problem}`);
  });
}

/** The file of the site that a server gives for an address. */
function targetOf(site: string, page: string, path: string, base: string): string | undefined {
  const from = path.startsWith('/')
    ? path.startsWith(base)
      ? path.slice(base.length)
      : '..'
    : posix.join(posix.dirname(page.replaceAll('\\', '/')), path);
  const file = join(site, decodeURIComponent(from));
  for (const candidate of [file, `${file}.html`, join(file, 'index.html')]) {
    const name = relative(site, candidate);
    if (!name.startsWith('..') && existsSync(candidate) && statSync(candidate).isFile()) return name;
  }
  return undefined;
}

function unescaped(text = ''): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
