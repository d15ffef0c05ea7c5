import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findChromium, SANDBOX_FLAGS } from '../../../../packed/browser/chromium';
import { CAPTIONS } from '../../../search/test/write-checkpoint';
import { writeSceneGallery } from '../../test/scene-gallery';
import { type SmallServerOptions, smallServer } from '../../test/small-server';
import { type PageFile, readPageFiles } from '../http/page-files';

vi.setConfig({ testTimeout: 120_000 });

const root = fileURLToPath(new URL('../..', import.meta.url));
const chromium = findChromium();
const [text] = CAPTIONS as [string];
const token = 'a-token-of-the-tests';

describe('the page in Chromium', () => {
  let folder: string;
  let files: ReadonlyMap<string, PageFile>;
  let browser: Browser;
  let axe: string;

  beforeAll(async () => {
    if (chromium === undefined) return;
    folder = await mkdtemp(join(tmpdir(), 'rs-sam-page-'));
    const outDir = join(folder, 'page');
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir, emptyOutDir: true } });
    files = await readPageFiles(outDir);
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
    browser = await puppeteer.launch({ executablePath: chromium, args: [...SANDBOX_FLAGS] });
  }, 120_000);

  beforeEach(({ skip }) => skip(chromium === undefined, 'Chromium, on the PATH or named by $CHROMIUM'));

  afterAll(async () => {
    if (chromium === undefined) return;
    await browser?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the page over a small gallery; at the end of the test it must not have asked another host, nor complained. */
  async function opened(options: SmallServerOptions = {}, path = '') {
    const server = await smallServer({ ...options, page: files });
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      // What the server refuses, the page says; the browser reports it here as well.
      if (message.type() === 'error' && !/status of 4(00|22)/.test(message.text())) problems.push(message.text());
    });
    page.on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== 'blob:' && protocol !== 'data:' && origin !== address) problems.push(`a request to ${origin}`);
    });
    onTestFinished(async () => {
      await page.close();
      expect(problems).toEqual([]);
    });
    await page.goto(`${address}/${path}`);
    return { page, ...server };
  }

  const find = async (page: Page, sentence: string) => {
    await page.$eval('#text', (field) => {
      (field as HTMLInputElement).value = '';
    });
    await page.type('#text', sentence);
    await page.keyboard.press('Enter');
    await settled(page);
  };
  const settled = (page: Page) =>
    page.waitForFunction(
      () =>
        document.querySelector('#status')?.textContent !== 'Searching …' &&
        !document.querySelector('#results')?.hasAttribute('aria-busy'),
    );
  const textOf = (page: Page, selector: string) => page.$eval(selector, (element) => element.textContent?.trim());
  const idsOf = (page: Page) => page.$$eval('.card', (cards) => cards.map((card) => (card as HTMLElement).dataset.id));
  const problemsOfAxe = async (page: Page) => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { violations } = await (window as unknown as { axe: typeof import('axe-core') }).axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
  };

  it('finds, and says which words it does not know', async () => {
    const { page } = await opened();
    expect(await textOf(page, '#gallery')).toBe('12 images, searched by sam-t2i on colours.');
    await page.click('#all');
    await find(page, `${text} zeppelin <img>`);
    expect(await textOf(page, '#status')).toMatch(/^\d+ results in 12 images/);
    expect(await textOf(page, '#substitutes')).toContain('The model does not know “zeppelin”');
    expect(await textOf(page, '.card .scores')).toMatch(/^score -?\d\.\d{3}confidence -?\d+\.\d σ$/);
    const loaded = await page.$eval('.card img', (image) => (image as HTMLImageElement).decode().then(() => true));
    expect(loaded).toBe(true);
    await find(page, 'zeppelin');
    expect(await textOf(page, '#alert')).toContain('no word that the model');
  });

  it('shows where a word looks, by pointer and by keyboard', async () => {
    const { page } = await opened({}, `?text=${encodeURIComponent(text)}&all=true`);
    await page.waitForSelector('.word');
    const overlays = () => page.$$eval('.overlay', (all) => all.filter((one) => !(one as HTMLElement).hidden).length);
    const count = (await idsOf(page)).length;
    expect(await page.$$eval('.word', (words) => words.map((word) => word.textContent))).toEqual(text.split(' '));
    expect(await overlays()).toBe(0);
    await page.hover('.word:nth-of-type(2)');
    expect(await overlays()).toBe(count);
    await page.hover('h1');
    expect(await overlays()).toBe(0);
    await page.focus('.word:nth-of-type(3)');
    expect(await overlays()).toBe(count);
    expect(await page.$eval('.thumbnail .visually-hidden', (element) => element.textContent)).toMatch(
      /^“field” looks at the (top|bottom) (left|right)\.$/,
    );
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await page.focus('#text');
    expect(await overlays()).toBe(count);
  });

  it('searches by an image that is chosen or dropped, and by more like this', async () => {
    const { page, images } = await opened();
    const [file, png] = [join(images, '004.tif'), join(images, '..', 'query.png')];
    await sharp(file).png().toFile(png);
    await ((await page.$('#file')) as ElementHandle<HTMLInputElement>).uploadFile(png);
    await page.waitForSelector('.card');
    await settled(page);
    expect((await idsOf(page))[0]).toBe('004.tif');
    expect(await textOf(page, '#query-name')).toBe('query.png');
    const bytes = [...(await readFile(join(images, '007.tif')))];
    await page.evaluate((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(content)], 'dropped.tif', { type: 'image/tiff' }));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, bytes);
    await page.waitForFunction(() => (document.querySelector('.card') as HTMLElement).dataset.id === '007.tif');
    const second = (await idsOf(page))[1];
    await page.click('.card:nth-child(2) .actions button:last-child');
    await page.waitForFunction(
      (id) => document.querySelector('#status')?.textContent?.includes(`like ${id}`),
      {},
      second,
    );
    expect((await idsOf(page))[0]).toBe(second);
    expect(new URL(page.url()).search).toBe(`?like=${second}`);
  });

  it('leaves out, filters, and comes back by the address', async () => {
    const { page } = await opened();
    await page.click('#all');
    await page.type('#without', 'many boats');
    await page.type('#filter', 'kind=a; width>=8');
    await find(page, text);
    expect(await textOf(page, '#status')).toMatch(/in 6 images/);
    const { search } = new URL(page.url());
    expect(Object.fromEntries(new URLSearchParams(search))).toEqual({
      ...{ text, without: 'many boats', filter: 'kind=a; width>=8', all: 'true' },
    });
    const before = await idsOf(page);
    await page.reload();
    await page.waitForSelector('.card');
    expect(await idsOf(page)).toEqual(before);
    await page.$eval('#filter', (field) => {
      (field as HTMLInputElement).value = 'kind';
    });
    await find(page, text);
    expect(await textOf(page, '#alert')).toContain('"kind" is not a filter');
    // The results of the search before are not those of this one.
    expect(await idsOf(page)).toEqual([]);
    expect(
      await page.$$eval('#words, #marks, #selection, #pages', (all) => all.every((one) => (one as HTMLElement).hidden)),
    ).toBe(true);
  });

  it('marks right and wrong and searches again', async () => {
    const { page } = await opened({}, `?text=${encodeURIComponent(text)}&all=true`);
    await page.waitForSelector('.card');
    const [wrong, , , , right] = await idsOf(page);
    await page.click('.card:nth-child(1) .wrong');
    await page.click('.card:nth-child(5) .right');
    expect(await textOf(page, '#marks-count')).toBe('Marked: 1 right, 1 wrong');
    await page.click('#marks-search');
    await page.waitForFunction((id) => !document.querySelector(`[data-id="${id}"]`), {}, wrong);
    await settled(page);
    expect((await idsOf(page)).indexOf(right)).toBeLessThan(3);
    expect(await page.$eval(`[data-id="${right}"] .right`, (button) => button.getAttribute('aria-pressed'))).toBe(
      'true',
    );
    await page.click('#marks-clear');
    await page.waitForSelector(`[data-id="${wrong}"]`);
  });

  it('exports the selection', async () => {
    const { page } = await opened({}, `?text=${encodeURIComponent(text)}&all=true`);
    await page.waitForSelector('.card');
    const client = await page.createCDPSession();
    await client.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: folder });
    await page.click('.card:nth-child(2) input');
    expect(await textOf(page, '#selection-count')).toBe('1 selected');
    await page.click('#selection-page');
    const count = (await idsOf(page)).length;
    expect(await textOf(page, '#selection-count')).toBe(`${count} selected`);
    for (const [format, start] of [
      ['csv', 'rank,score'],
      ['geojson', '{"type":"FeatureCollection"'],
    ] as const) {
      await page.click(`#selection-${format}`);
      // The file is there before all of it is written.
      await vi.waitFor(
        async () => {
          const saved = await readFile(join(folder, `selection.${format}`), 'utf8');
          expect(saved.startsWith(start)).toBe(true);
          expect(saved).toContain('.tif');
        },
        { timeout: 10_000 },
      );
    }
  });

  const scenes = { write: writeSceneGallery };
  const inRegion = (region: string) => `?${new URLSearchParams({ text, all: 'true', region })}`;
  const press = async (page: Page, label: string) => {
    const buttons = await page.$$('.map button');
    for (const button of buttons) {
      if ((await button.evaluate((one) => one.textContent)) === label && (await button.isVisible())) {
        return button.click();
      }
    }
    throw new Error(`no button "${label}"`);
  };

  it('shows where in a scene results are, and which card belongs to which place', async () => {
    const { page } = await opened(scenes, inRegion('scenes/a.tif#0,0,64,48'));
    await page.waitForSelector('.word');
    const ids = await idsOf(page);
    expect(await page.$$eval('.map', (maps) => maps.length)).toBe(1);
    const size = await page.$eval('.overview', async (image) => {
      await (image as HTMLImageElement).decode();
      return [(image as HTMLImageElement).naturalWidth, (image as HTMLImageElement).naturalHeight];
    });
    expect(size).toEqual([64, 48]);
    // A window is where its id says, to a pixel of the screen.
    const off = await page.$$eval('.mark-place', (marks) => {
      const frame = (document.querySelector('.plane') as HTMLElement).getBoundingClientRect();
      return marks.map((mark) => {
        const box = mark.getBoundingClientRect();
        const [x, y, width] = ((mark as HTMLElement).title.split('#')[1] ?? '').split(',').map(Number);
        const [at, top, side] = [
          (box.x - frame.x) / frame.width,
          (box.y - frame.y) / frame.height,
          box.width / frame.width,
        ];
        return Math.max(
          ...[at - (x as number) / 64, top - (y as number) / 48, side - (width as number) / 64].map(
            (one) => Math.abs(one) * frame.width,
          ),
        );
      });
    });
    expect(off.length).toBe(ids.length);
    expect(Math.max(...off)).toBeLessThan(1);

    const pointed = (selector: string) =>
      page.$$eval(`${selector}.pointed`, (all) =>
        all.map((one) => (one as HTMLElement).dataset.id ?? (one as HTMLElement).title),
      );
    await page.hover('.card:nth-child(2) .thumbnail');
    expect(await pointed('.mark-place')).toEqual([ids[1]]);
    await page.mouse.move(0, 0);
    await page.focus('.mark-place');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    expect(await pointed('.card')).toEqual([ids[2]]);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(`Select ${ids[2]}`);
    await page.hover('.word:nth-of-type(2)');
    expect(
      await page.$$eval('.mark-place .overlay', (all) => all.filter((one) => !(one as HTMLElement).hidden).length),
    ).toBe(ids.length);
  });

  it('zooms and moves the map by buttons, keyboard and pointer', async () => {
    const { page } = await opened(scenes, inRegion('scenes/a.tif#0,0,64,48'));
    await page.waitForSelector('.mark-place');
    const plane = () =>
      page.$eval('.plane', (element) => {
        const { left, top, width } = (element as HTMLElement).style;
        return [left, top, width].map((one) => Math.round(Number.parseFloat(one)));
      });
    expect(await plane()).toEqual([0, 0, 100]);
    await press(page, '+');
    expect(await plane()).toEqual([-25, -25, 150]);
    await page.focus('.frame');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowUp');
    expect(await plane()).toEqual([-45, -5, 150]);
    const box = (await (await page.$('.frame'))?.boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.6 * box.width, box.y + 0.5 * box.height, { steps: 4 });
    await page.mouse.up();
    expect((await plane())[0]).toBeCloseTo(-35, -0.5);
    // It was no click on the place under the pointer.
    expect(await page.evaluate(() => document.activeElement?.matches('.card input'))).toBe(false);
    await page.focus('.frame');
    await page.keyboard.press('0');
    expect(await plane()).toEqual([0, 0, 100]);
  });

  it('searches in a rectangle that is drawn on the map, or typed', async () => {
    const { page } = await opened(scenes, `?${new URLSearchParams({ text, all: 'true', filter: 'file=scenes/*' })}`);
    await page.waitForSelector('.mark-place');
    await press(page, 'Draw region');
    const box = (await (await page.$('.frame'))?.boundingBox()) as {
      x: number;
      y: number;
      width: number;
      height: number;
    };
    await page.mouse.move(box.x + 0.7 * box.width, box.y + 0.9 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.3 * box.width, box.y + 0.4 * box.height, { steps: 4 });
    await page.mouse.up();
    const region = await page.$eval('#region', (field) => (field as HTMLInputElement).value);
    expect(region).toMatch(/^scenes\/a\.tif#(19|20),(19|20),2\d,2\d$/);
    await press(page, 'Search in region');
    await page.waitForFunction(() => document.querySelector('#status')?.textContent?.includes('in 4 images'));
    expect(new URLSearchParams(new URL(page.url()).search).get('region')).toBe(region);
    expect(await page.$eval('.region', (element) => (element as HTMLElement).hidden)).toBe(false);
    await press(page, 'Clear region');
    await page.waitForFunction(() => document.querySelector('#status')?.textContent?.includes('in 9 images'));
    await page.type('#region', 'scenes/a.tif#48,0,16,48');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() =>
      document.querySelector('#status')?.textContent?.startsWith('No image in the region'),
    );
    await settled(page);
    // The scene and the region are shown, also where nothing was found.
    expect(await page.$$eval('.map', (maps) => maps.length)).toBe(1);
    await page.$eval('#region', (field) => {
      (field as HTMLInputElement).value = 'b.tif#0,0,9,9';
    });
    await page.focus('#region');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#alert')?.textContent?.includes('no place on the earth'));
  });

  it('draws and moves by touch, and the next tap is not lost', async () => {
    const { page } = await opened(scenes);
    await page.setViewport({ width: 360, height: 780, isMobile: true, hasTouch: true });
    await page.goto(
      `${new URL(page.url()).origin}/?${new URLSearchParams({ text, all: 'true', filter: 'file=scenes/*' })}`,
    );
    await page.waitForSelector('.word');
    await page.$eval('#maps', (element) => element.scrollIntoView());
    const tap = async (label: string) => {
      for (const button of await page.$$('.map button')) {
        if ((await button.evaluate((one) => one.textContent)) === label) await button.tap();
      }
    };
    const drag = async (from: number, to: number) => {
      const box = (await (await page.$('.frame'))?.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
      const at = (share: number) => [box.x + share * box.width, box.y + 0.5 * share * box.height] as const;
      const touch = await page.touchscreen.touchStart(...at(from));
      for (const share of [0.3, 0.6, 1]) await touch.move(...at(from + share * (to - from)));
      await touch.end();
    };
    await tap('Draw region');
    await drag(0.2, 0.6);
    expect(await page.$eval('#region', (field) => (field as HTMLInputElement).value)).toMatch(
      /^scenes\/a\.tif#1[23],[45],2[56],(9|10)$/,
    );
    await tap('+');
    const left = () => page.$eval('.plane', (element) => Number.parseFloat((element as HTMLElement).style.left));
    expect(await left()).toBe(-25);
    await drag(0.7, 0.6);
    expect(await left()).toBeCloseTo(-35, -0.5);
  });

  it('has a map in which axe finds nothing, wide and narrow, light and dark', async () => {
    const { page } = await opened(scenes, `?${new URLSearchParams({ text, all: 'true' })}`);
    await page.waitForSelector('.word');
    await page.click('.word:nth-of-type(2)');
    await page.type('#region', 'scenes/a.tif#8,8,40,20');
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      for (const width of [1280, 360]) {
        await page.setViewport({ width, height: 800 });
        expect([value, width, await problemsOfAxe(page)]).toEqual([value, width, []]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    }
  });

  it('asks for the token of a server that has one', async () => {
    const server = await smallServer({ page: files, token });
    const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
    const page = await browser.newPage();
    onTestFinished(() => page.close());
    await page.goto(address);
    await page.waitForSelector('#login[open]');
    expect(await problemsOfAxe(page)).toEqual([]);
    await page.type('#token', 'wrong');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#login-problem')?.textContent === 'The token is wrong.');
    await page.$eval('#token', (field) => {
      (field as HTMLInputElement).value = '';
    });
    await page.type('#token', token);
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#gallery')?.textContent?.startsWith('12 images'));
    await page.click('#all');
    await find(page, text);
    const width = await page.$eval('.card img', async (image) => {
      await (image as HTMLImageElement).decode();
      return (image as HTMLImageElement).naturalWidth;
    });
    expect(width).toBe(8);
  });

  it('is usable without a pointer, wide and narrow, light and dark: axe finds nothing', async () => {
    const { page } = await opened({}, `?text=${encodeURIComponent(`${text} zeppelin`)}&all=true`);
    await page.waitForSelector('.word');
    await page.click('.card:nth-child(1) .wrong');
    await page.click('.card:nth-child(2) .right');
    await page.click('.card:nth-child(2) input');
    await page.click('.word:nth-of-type(2)');
    for (const value of ['light', 'dark']) {
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value }]);
      for (const width of [1280, 360]) {
        await page.setViewport({ width, height: 800 });
        expect([value, width, await problemsOfAxe(page)]).toEqual([value, width, []]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
    }
    // From the top, the keyboard alone reaches the first mark.
    await page.focus('#text');
    for (let steps = 0; steps < 60; steps++) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.matches('.mark.right'))) break;
    }
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Right: \d+\.tif$/);
  });
});
