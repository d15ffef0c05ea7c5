import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type LoadedSearcher, loadSearcher, parseFilter, type SearchPage } from '@rs-sam/search';
import { folderGallery, indexImages } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { writeImage } from '../../../packages/search/test/small-gallery';
import { CAPTIONS, SIFT, writeCheckpoint, writeHead } from '../../../packages/search/test/write-checkpoint';
import { findChromium, SANDBOX_FLAGS } from '../../../packed/browser/chromium';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = findChromium();
const [text, other] = CAPTIONS as [string, string];

/** A gallery of a model with initial weights. */
async function writeGallery(folder: string): Promise<string> {
  const [images, checkpoint, out] = [join(folder, 'tiles'), join(folder, 'checkpoint'), join(folder, 'gallery')];
  await mkdir(images);
  const named = Array.from({ length: 15 }, (_, at) => ({ name: `${at}.tif`, file: join(images, `${at}.tif`) }));
  for (const [seed, { file }] of named.entries()) await writeImage(file, seed);
  await writeCheckpoint(checkpoint, { features: SIFT });
  await writeHead(checkpoint);
  const metadata = new Map(named.map(({ name }, at) => [name, { year: 2010 + at }]));
  await indexImages({ images: named, root: images, checkpoint, out, metadata });
  return out;
}

describe('the page in Chromium', () => {
  let folder: string;
  let searcher: LoadedSearcher;
  let server: PreviewServer;
  let browser: Browser;

  beforeAll(async () => {
    if (chromium === undefined) return;
    await prepareBackend({ engine: 'wasm' });
    folder = await mkdtemp(join(tmpdir(), 'rs-sam-browser-search-'));
    const gallery = await writeGallery(folder);
    searcher = await loadSearcher(folderGallery(gallery));
    const outDir = join(folder, 'site');
    await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir } });
    await cp(gallery, join(outDir, 'gallery'), { recursive: true });
    server = await preview({
      ...{ root, configFile: false, logLevel: 'error', build: { outDir } },
      // A missing file is a 404, not the page.
      appType: 'mpa',
      preview: { port: 0, host: '127.0.0.1' },
    });
    browser = await puppeteer.launch({ executablePath: chromium, args: [...SANDBOX_FLAGS] });
  }, 240_000);

  beforeEach(({ skip }) => skip(chromium === undefined, 'Chromium, on the PATH or named by $CHROMIUM'));

  afterAll(async () => {
    if (chromium === undefined) return;
    await browser?.close();
    await server?.close();
    await searcher?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const opened = async (query = '') => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`${server.resolvedUrls?.local[0]}${query}`);
    await page.waitForSelector('#search:not([disabled]), #status[data-error]', { timeout: 60_000 });
    return { page, problems };
  };
  const shownOn = (page: Page) =>
    page.$$eval('#results li', (items) =>
      items.map(({ dataset }) => ({ id: dataset.id as string, score: Number(dataset.score) })),
    );
  const foundBy = ({ results }: SearchPage) =>
    results.map(({ item, score }) => ({ id: item.id, score: expect.closeTo(score, 3) }));
  const statusOf = (page: Page) => page.$eval('#status', (element) => element.textContent ?? '');

  it('finds what Node finds: a sentence, what to leave out, a filter, and more like a result', async () => {
    const { page, problems } = await opened();
    expect(await statusOf(page)).toBe('15 images, searched by sam-t2i on this page.');
    await page.type('#text', `${text} zeppelin`);
    await page.type('#without', other);
    await page.type('#filter', 'year>=2013');
    await page.click('#all');
    await page.click('#search');
    await page.waitForFunction(() => document.querySelector('#status')?.textContent?.includes('results.'));
    const query = { text: `${text} zeppelin`, without: other, filter: parseFilter(['year>=2013']), fits: null };
    const found = await searcher.byText({ ...query, pageSize: 24 });
    expect(found.results.length).toBeGreaterThan(8);
    expect(await shownOn(page)).toEqual(foundBy(found));
    expect(await statusOf(page)).toContain('The model does not know: zeppelin.');
    expect(await page.$$eval('.heat', (maps) => maps.length)).toBe(found.results.length);

    const id = found.results[2]?.item.id as string;
    await page.click('#results li:nth-child(3) button');
    await page.waitForFunction((first) => document.querySelector('li')?.dataset.id === first, {}, id);
    await page.waitForFunction((count) => document.querySelectorAll('li').length >= count, {}, 10);
    const similar = foundBy(await searcher.byItems({ right: [id], pageSize: 24 }));
    expect(await shownOn(page)).toEqual(similar);
    expect(problems).toEqual([]);
  }, 120_000);

  it('says why a gallery cannot be opened, and why a sentence cannot be used', async () => {
    const { page } = await opened('?gallery=nothing/');
    expect(await statusOf(page)).toContain('There is no gallery here');
    const { page: other } = await opened();
    await other.type('#text', 'avocado armchair');
    await other.click('#search');
    await other.waitForSelector('#status[data-error]');
    expect(await statusOf(other)).toContain('no word that the model');
  }, 120_000);
});
