import { describe, expect, it } from 'vitest';
import type { FoundPage } from '../inference/jobs';
import { captionsOf, statusOf, substitutesOf } from './describe-page';
import { type Query, queryOf } from './query';

const found: FoundPage = {
  ...{
    page: 1,
    pageSize: 24,
    total: 3,
    more: false,
    matching: 300,
    examined: 200,
    substitutes: [],
    results: [],
    captions: [],
  },
};
const query = queryOf('?text=a') as Query;

describe('statusOf', () => {
  it.each<[Partial<FoundPage>, Partial<Query>, string]>([
    [{}, {}, '3 results in 300 images.'],
    [{ total: 1 }, {}, '1 result in 300 images.'],
    [{ total: 50, more: true, page: 3 }, {}, 'At least 50 results in 300 images, 49 to 50 shown.'],
    [{ total: 0 }, {}, 'Nothing here fits. “Show also what does not fit” lists the best.'],
    [{ total: 0 }, { all: true }, 'Nothing here fits.'],
    [{ total: 0, matching: 0 }, {}, 'No image has what the filter asks for.'],
  ])('%o %o: %s', (page, asked, text) => expect(statusOf({ ...found, ...page }, { ...query, ...asked })).toBe(text));
});

it('substitutesOf names each word that was not in the training', () => {
  const substitutes = [
    { word: 'zeppelin', by: 'vector', read: ['zeppelin'] },
    { word: 'harbuor', by: 'spelling', read: ['harbour'] },
    { word: 'qqq', by: 'unknown', read: ['<unk>'] },
  ] as const;
  const text = substitutesOf({ ...found, substitutes });
  for (const { word } of substitutes) expect(text).toContain(`“${word}”`);
  expect(text).toContain('is read as “harbour”');
  expect(substitutesOf(found)).toBe('');
});

it('captionsOf gives the best captions of the image', () => {
  const captions = ['a river', 'a road .', 'a field', 'a town'].map((caption, at) => ({ caption, score: 1 - at }));
  expect(captionsOf({ ...found, captions })).toBe('Captions that describe it: “a river”, “a road .”, “a field”.');
  expect(captionsOf(found)).toBe('');
});
