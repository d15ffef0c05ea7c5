import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DefaultTheme } from 'vitepress';

const docs = fileURLToPath(new URL('..', import.meta.url));

/** One list for the pages that people read, another for the generated reference. */
export const sidebar: DefaultTheme.Sidebar = {
  '/': [
    {
      text: 'First steps',
      items: [
        { text: 'Install and first result', link: '/start' },
        { text: 'Demo in the browser', link: '/demo' },
      ],
    },
    {
      text: 'Guides',
      items: [
        { text: 'SAM in your own model', link: '/guides/own-model' },
        { text: 'Train on your own images', link: '/guides/train' },
        { text: 'Metrics alone', link: '/guides/metrics' },
        { text: 'Search an archive and serve it', link: '/guides/search' },
        { text: 'Scenes and maps', link: '/guides/scenes' },
        { text: 'Many machines', link: '/guides/machines' },
        ...(existsSync(join(docs, 'gpu.md')) ? [{ text: 'On a GPU', link: '/gpu' }] : []),
        { text: 'Foundation networks', link: '/guides/foundation-networks' },
        { text: 'Reproduce the paper', link: '/reproducing-the-paper' },
        { text: 'Add a model', link: '/adding-a-model' },
      ],
    },
    {
      text: 'How it works',
      items: [
        { text: 'The paper’s equations', link: '/how-it-works/alignment' },
        { text: 'What figures are worth', link: '/how-it-works/figures' },
        { text: 'Resumable to the bit', link: '/how-it-works/resume' },
        { text: 'Security', link: '/how-it-works/security' },
      ],
    },
    {
      text: 'Results',
      items: [
        { text: 'Overview', link: '/results' },
        ...pagesIn('results').map((name) => ({ text: name, link: `/results/${name}` })),
      ],
    },
    {
      text: 'Project',
      items: [
        { text: 'Releases and support', link: '/release' },
        { text: 'Licences', link: '/licences' },
      ],
    },
  ],
  '/api/': [{ text: 'API', link: '/api/' }, ...apiPackages()],
};

function pagesIn(folder: string): string[] {
  if (!existsSync(join(docs, folder))) return [];
  return readdirSync(join(docs, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => name.slice(0, -'.md'.length))
    .sort();
}

/** A group for each package, with a page for each of its entries. */
function apiPackages(): DefaultTheme.SidebarItem[] {
  const scope = join(docs, 'api/@rs-sam');
  if (!existsSync(scope)) return [];
  const pages = readdirSync(scope, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !path.includes('namespaces'))
    .map((path) => path.slice(0, -'.md'.length).replace(/\/index$/, ''))
    .sort();
  const packages = [...new Set(pages.map((page) => page.split('/')[0] as string))];
  return packages.map((name) => ({
    text: `@rs-sam/${name}`,
    items: pages
      .filter((page) => page === name || page.startsWith(`${name}/`))
      .map((page) => ({
        text: page === name ? name : page.slice(name.length),
        link: `/api/@rs-sam/${page}${existsSync(join(scope, page, 'index.md')) ? '/' : ''}`,
      })),
  }));
}
