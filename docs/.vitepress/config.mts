import { defineConfig } from 'vitepress';
import { adaptingPictures } from './adapting-pictures.mjs';
import { sidebar } from './sidebar.mjs';

/** The documentation as a site: `npm run docs`. The pages are plain Markdown, readable where they are, too. */
export default defineConfig({
  title: 'Mailroom',
  description: 'Email for an existing NestJS + Angular CRM',
  lang: 'en-GB',
  cleanUrls: true,
  cacheDir: '../tmp/vitepress',
  // A folder's own page is called README, as code hosting shows it.
  rewrites: (page) => page.replace(/README\.md$/, 'index.md'),
  // Everything but a link to what is no page: those are checked by tools/workspace/src/repository.spec.ts.
  ignoreDeadLinks: [/^\.\.?\/.*\.(ts|mjs|cjs|html)$/],
  markdown: { config: adaptingPictures },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    nav: [
      { text: 'User guide', link: '/user-guide/' },
      { text: 'Administration', link: '/admin-guide/' },
      { text: 'Host guide', link: '/host-guide' },
      { text: 'Operations', link: '/operations/' },
    ],
    sidebar: sidebar(),
  },
});
