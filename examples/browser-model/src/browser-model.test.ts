import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CaptionDataset } from '@rs-sam/datasets';
import { readDataset, writeSyntheticDataset } from '@rs-sam/datasets/node';
import type { FeatureSource } from '@rs-sam/evaluation';
import { attentionMap, searchImages } from '@rs-sam/evaluation/search';
import { type LoadedCheckpoint, loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { resolveConfiguration, train } from '@rs-sam/training';
import { createSiftExtractor } from '@rs-sam/vision-features/handcrafted';
import { extractFeatures, openFeatureStore } from '@rs-sam/vision-features/node';
import puppeteer, { type Browser, type ElementHandle, type Page } from 'puppeteer-core';
import { build, type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findChromium, SANDBOX_FLAGS } from '../../../packed/browser/chromium';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = findChromium();
const SENTENCES = ['a white airplane beside the terminal', 'many trees along a road', 'a zeppelin over the harbour'];

/** A small model, trained for one epoch on synthetic scenes with SIFT regions. */
async function trainedModel(folder: string) {
  const { engine } = await prepareBackend({ engine: 'wasm' });
  await writeSyntheticDataset(join(folder, 'scenes'), { images: 12, seed: 1 });
  const { dataset } = await readDataset(join(folder, 'scenes'));
  const store = join(folder, 'features');
  const images = dataset.images.map(({ file }) => ({ name: file, file: join(folder, 'scenes', file) }));
  await extractFeatures({
    out: store,
    dataset: { name: 'scenes', images },
    dtype: 'float32',
    extractor: createSiftExtractor,
  });
  const features = await openFeatureStore(store);
  const configuration = resolveConfiguration({
    model: 'sam-t2i',
    options: { projection: 16, embeddingDim: 8, normalizeFeatures: true },
    ...{ optimizer: 'adam', negatives: 'instance', epochs: 1, batchSize: 4, validationPart: null },
  });
  const run = await train({ configuration, dataset, features, folder: join(folder, 'run'), engine });
  const checkpoint = run.checkpoint as string;
  return { dataset, features, checkpoint, loaded: await loadCheckpoint(folderSource(checkpoint)) };
}

describe('the page in Chromium', () => {
  let folder: string;
  let data: { dataset: CaptionDataset; features: FeatureSource; checkpoint: string; loaded: LoadedCheckpoint };
  let server: PreviewServer;
  let browser: Browser;
  let image: string;

  beforeAll(async () => {
    if (chromium === undefined) return;
    folder = await mkdtemp(join(tmpdir(), 'rs-sam-browser-model-'));
    data = await trainedModel(folder);
    image = data.dataset.images[0]?.file as string;
    const outDir = join(folder, 'site');
    await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir } });
    await cp(data.checkpoint, join(outDir, 'checkpoint'), { recursive: true });
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
    data?.loaded.model.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** Opens the page, fills in the form, and returns what it shows. */
  async function scored(fill: (page: Page) => Promise<void>) {
    const problems: string[] = [];
    const page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text());
    });
    await page.goto(server.resolvedUrls?.local[0] as string);
    await fill(page);
    const field = (await page.$('#image')) as ElementHandle<HTMLInputElement>;
    await field.uploadFile(join(folder, 'scenes', image));
    await page.type('#sentences', SENTENCES.join('\n'));
    await page.click('#score');
    await page.waitForSelector('#results li, #status[data-error]', { timeout: 120_000 });
    const shown = await page.$$eval('#results li', (items) =>
      items.map((item) => ({
        sentence: item.dataset.sentence,
        score: Number(item.dataset.score),
        text: item.textContent,
        words: [...item.querySelectorAll('figure')].map((figure) => ({
          word: figure.textContent,
          weights: (figure.dataset.weights ?? '').split(' ').map(Number),
        })),
      })),
    );
    const status = await page.$eval('#status', (element) => element.textContent);
    await page.close();
    return { shown, problems, status };
  }

  const fromFiles = async (open: Page) => {
    const files = (await readdir(data.checkpoint)).map((name) => join(data.checkpoint, name));
    await ((await open.$('#checkpoint-files')) as ElementHandle<HTMLInputElement>).uploadFile(...files);
  };
  const fromAddress = (address: string) => (open: Page) => open.type('#checkpoint-url', address);

  it.each([
    ['chosen files', fromFiles],
    ['an address', fromAddress('checkpoint/')],
  ])('gives the scores and the attention of Node, with the checkpoint from %s', async (_, fill) => {
    const { shown, problems, status } = await scored(fill);
    expect(problems).toEqual([]);
    expect(status).toMatch(/^sam-t2i, trained on scenes/);
    const { features, loaded } = data;
    const dataset = { images: data.dataset.images.filter(({ file }) => file === image) };
    const found = await searchImages(SENTENCES, { models: [loaded], features, dataset });
    expect(shown).toHaveLength(SENTENCES.length);
    for (const [at, sentence] of SENTENCES.entries()) {
      const item = shown.find((one) => one.sentence === sentence);
      expect(item?.score).toBeCloseTo(found[at]?.[0]?.score as number, 4);
      const map = await attentionMap(loaded, features, image, sentence);
      expect(item?.words.map(({ word }) => word)).toEqual(map?.words);
      item?.words.forEach(({ weights }, word) => {
        expect(weights).toEqual(map?.weights[word]?.map((weight) => expect.closeTo(weight, 4)));
      });
    }
    const scores = shown.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    expect(shown.find(({ sentence }) => sentence?.includes('zeppelin'))?.text).toMatch(
      /Not in the vocabulary: .*zeppelin/,
    );
  });

  it('shows the problem of an address', async () => {
    const { shown, status } = await scored(fromAddress('nothing/'));
    expect(shown).toEqual([]);
    expect(status).toMatch(/nothing\/manifest\.json: .*Name a folder that training wrote/);
  });
});
