import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { githubSlug } from './github-slug';
import { mathFences } from './math-fences';
import { repositoryLinks } from './repository-links';
import { sidebar } from './sidebar';

const github = readFileSync(new URL('github.svg', import.meta.url), 'utf8');

export default defineConfig({
  lang: 'en',
  title: 'rs-sam',
  description: 'Search satellite and aerial images with sentences: remote-sensing image-text retrieval in JavaScript.',
  head: [['link', { rel: 'icon', type: 'image/svg+xml', href: '/icon.svg' }]],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    anchor: { slugify: githubSlug },
    config(md) {
      mathFences(md);
      repositoryLinks(md);
    },
  },
  // Otherwise the whole page is laid out twice before it can be used.
  appearance: { disableTransition: false },
  vite: {
    resolve: {
      alias: [
        {
          find: /^.*\/VPSidebarGroup\.vue$/,
          replacement: fileURLToPath(new URL('theme/sidebar-groups.vue', import.meta.url)),
        },
      ],
    },
    // The index of the search is large, and fetched when somebody searches.
    build: { chunkSizeWarningLimit: 4000 },
  },
  themeConfig: {
    nav: [
      { text: 'Install', link: '/start' },
      { text: 'Demo', link: '/demo' },
      { text: 'Guides', link: '/guides/train', activeMatch: '^/guides/' },
      { text: 'How it works', link: '/how-it-works/alignment', activeMatch: '^/how-it-works/' },
      { text: 'Results', link: '/results', activeMatch: '^/results' },
      { text: 'API', link: '/api/', activeMatch: '^/api/' },
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: 'local' },
    // By its name, the icon would be looked for in the styles of the page, which are computed for that.
    socialLinks: [
      { icon: { svg: github }, link: 'https://github.com/rs-sam/rs-sam', ariaLabel: 'The repository on GitHub' },
    ],
    footer: { message: 'Apache-2.0' },
  },
});
