import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { renderGallerySearch } from './render-gallery-search';

const thumbnail = { bytes: Uint8Array.of(0xff, 0xd8), width: 20, height: 10 };
const attention = { words: ['<b>'], grid: [1, 2] as const, weights: [[0.2, 0.8]] };
const boxes = [{ x: 0.5, y: 0, width: 0.5, height: 1 }];
const numbers = { rank: 11, score: 0.5, confidence: 2.34, duplicates: 2 };
const result = { file: 'a.tif', className: 'field', ...numbers, boxes, thumbnail, attention };

it('shows thumbnails with frames, scores and the attention of each word; texts are escaped', async () => {
  const notes = ['Left out: <i>.'];
  const page = await renderGallerySearch({ query: { text: 'a <b>' }, lead: '1 result', notes, results: [result] });
  expect(page).toContain('href="data:image/jpeg;base64,/9g="');
  expect(page).toContain('<rect x="10" y="0" width="10" height="10"/>');
  expect(page).toContain('11. a.tif<br>field');
  expect(page).toContain('score 0.500 · confidence 2.3 · and 2 near-duplicates');
  expect(page).toContain('Attention of “&lt;b&gt;” over a.tif');
  expect(page).toContain('Left out: &lt;i&gt;.');
  expect(page).not.toContain('a <b>');
});

it('shows the image that was searched with', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-page-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const image = join(folder, 'query.png');
  await sharp({ create: { width: 6, height: 4, channels: 3, background: 'red' } }).toFile(image);
  const found = { ...result, attention: null, boxes: [], confidence: null, duplicates: 1 };
  const captions = [{ caption: 'a <pond>', score: 0.25 }];
  const page = await renderGallerySearch({ query: { image }, lead: '1 result', captions, results: [found] });
  expect(page).toContain('<p>a &lt;pond&gt;</p><small>score 0.250</small>');
  expect(page).toContain('width="6" height="4" alt="image that was searched with"');
  expect(page).toContain('<small>score 0.500 · and 1 near-duplicate</small>');
  expect(page).toContain('how alike two images are');
  expect(page).not.toContain('Attention word by word');
  await expect(renderGallerySearch({ query: { image: `${image}x` }, lead: 'none', results: [] })).rejects.toThrow(
    'query.pngx',
  );
});

it('no result', async () => {
  expect(await renderGallerySearch({ query: { text: 'a' }, lead: 'none', results: [] })).toContain(
    'No image is shown.',
  );
  await expect(renderGallerySearch({ query: { text: 'a' }, lead: 'none' } as never)).rejects.toThrow('results');
});
