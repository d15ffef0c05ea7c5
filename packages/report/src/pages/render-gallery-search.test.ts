import { expect, it } from 'vitest';
import { renderGallerySearch } from './render-gallery-search';

const thumbnail = { bytes: Uint8Array.of(0xff, 0xd8), width: 20, height: 10 };
const attention = { words: ['<b>'], grid: [1, 2] as const, weights: [[0.2, 0.8]] };
const result = { file: 'a.tif', className: 'field', score: 0.5, thumbnail, attention };

it('shows thumbnails, scores and the attention of each word; texts are escaped', () => {
  const page = renderGallerySearch({ query: 'a <b>', lead: '1 result', results: [result] });
  expect(page).toContain('src="data:image/jpeg;base64,/9g="');
  expect(page).toContain('score 0.500');
  expect(page).toContain('a.tif<br>field');
  expect(page).toContain('Attention of “&lt;b&gt;” over a.tif');
  expect(page).not.toContain('a <b>');
});

it('a model without attention, and no result', () => {
  const page = renderGallerySearch({ query: 'a', lead: 'none', results: [{ ...result, attention: null }] });
  expect(page).not.toContain('Attention word by word');
  expect(renderGallerySearch({ query: 'a', lead: 'none', results: [] })).toContain('none');
  expect(() => renderGallerySearch({ query: 'a', lead: 'none' } as never)).toThrow('results');
});
