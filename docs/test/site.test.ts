import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, SANDBOX_FLAGS } from '../../packed/browser/chromium';
import { brokenLinks } from '../../scripts/docs/broken-links';

const site = fileURLToPath(new URL('../.vitepress/dist', import.meta.url));
const chromium = findChromium();
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page of each kind. */
const PAGES = ['index', 'demo', 'guides/train', 'how-it-works/alignment', 'results', 'api/@rs-sam/core/gallery'];
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 320, height: 640 };

/** What axe found on a page. */
interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

it('has a target for every link and anchor, and nothing of another host', () => {
  expect(brokenLinks(site)).toEqual([]);
});

/** In the page: colours fade into each other when light and dark change. */
async function coloursHaveFaded(): Promise<void> {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
}

describe('in Chromium', () => {
  let server: PreviewServer;
  let browser: Browser;
  let address: string;

  beforeAll(async () => {
    if (chromium === undefined) return;
    server = await preview({
      ...{ root: site, configFile: false, logLevel: 'error', build: { outDir: site }, appType: 'mpa' },
      preview: { port: 0, host: '127.0.0.1' },
    });
    address = server.resolvedUrls?.local[0] as string;
    browser = await puppeteer.launch({ executablePath: chromium, args: [...SANDBOX_FLAGS] });
  });
  beforeEach(({ skip }) => skip(chromium === undefined, 'Chromium, on the PATH or named by $CHROMIUM'));
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** Opens a page; requests to other hosts and errors of its scripts are problems. */
  async function opened(path: string, viewport = DESKTOP): Promise<{ page: Page; problems: string[] }> {
    const page = await browser.newPage();
    await page.setViewport(viewport);
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('request', (request) => {
      if (/^https?:/.test(request.url()) && !request.url().startsWith(address)) problems.push(request.url());
    });
    await page.goto(`${address}${path}.html`, { waitUntil: 'networkidle0' });
    return { page, problems };
  }

  it.each(PAGES)(
    '%s is accessible in light and dark, asks no other host, and is no wider than a phone',
    async (path) => {
      const { page, problems } = await opened(path);
      await page.evaluate(axe);
      for (const value of ['light', 'dark']) {
        await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
        await page.evaluate(coloursHaveFaded);
        const { violations } = (await page.evaluate('axe.run()')) as AxeResult;
        problems.push(
          ...violations.map(({ id, nodes }) => `${value}, ${id}: ${nodes.map(({ html }) => html).slice(0, 3)}`),
        );
      }
      await page.setViewport(PHONE);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > PHONE.width) problems.push(`${width} pixels wide on a phone of ${PHONE.width}`);
      expect(problems).toEqual([]);
      await page.close();
    },
  );

  it('the demo answers a typed sentence', async () => {
    const { page, problems } = await opened('demo');
    const frame = await (await page.waitForSelector('iframe'))?.contentFrame();
    await frame?.waitForSelector('#search:not([disabled])', { timeout: 60_000 });
    await frame?.type('#text', 'a soccer pitch with a brown track');
    await frame?.click('#search');
    await frame?.waitForSelector('#results li');
    expect(await frame?.$eval('#results li img', ({ alt }) => alt)).toMatch(/^playground/);
    expect(problems).toEqual([]);
    await page.close();
  });

  it('the search finds pages', async () => {
    const { page, problems } = await opened('start');
    await page.click('.VPNavBarSearch button');
    await page.waitForSelector('#localsearch-input');
    await page.type('#localsearch-input', 'factored gate');
    await page.waitForSelector('.VPLocalSearchBox .result');
    const links = await page.$$eval('.VPLocalSearchBox .result', (results) =>
      results.map((result) => result.getAttribute('href')),
    );
    expect(links[0]).toMatch(/how-it-works\/alignment.*factored-gate/);
    expect(problems).toEqual([]);
    await page.close();
  });
});
