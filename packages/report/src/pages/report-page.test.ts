import type { RetrievalExamples } from '@rs-sam/evaluation/examples';
import { expect, it } from 'vitest';
import { outsideOf } from '../../test/outside-of';
import { type ReportContent, reportPage } from './report-page';

const HOSTILE = `"><script>alert('x')</script>&amp;<img src=https://example.com/x.png>`;
const figures = (recall: number) => ({
  imageToText: { recall: { 1: recall, 5: 40, 10: 60 }, medianRank: 7, meanRank: 8.5 },
  textToImage: { recall: { 1: 10, 5: 50, 10: 90 }, medianRank: null, meanRank: null },
  recallSum: null,
  meanRecall: 43.3,
});
const image = { file: HOSTILE, className: HOSTILE };
const found: RetrievalExamples = {
  imageQueries: [{ image, top: [{ caption: HOSTILE, score: 1, correct: false, sameClass: true }] }],
  textQueries: [
    {
      caption: HOSTILE,
      image,
      top: [
        {
          ...image,
          ...{ score: 0.5, correct: true, sameClass: true },
          attention: {
            words: [HOSTILE, 'even'],
            grid: [1, 2],
            weights: [
              [0.8, 0.2],
              [0.5, 0.5],
            ],
          },
        },
      ],
    },
  ],
};
const embedded = { uri: 'data:image/jpeg;base64,AA==', width: 40, height: 20 };
const content: ReportContent = {
  title: `Report ${HOSTILE}`,
  lead: HOSTILE,
  tables: [
    {
      caption: HOSTILE,
      rows: [
        { name: HOSTILE, kind: 'ours', figures: figures(12.34), note: null },
        { name: 'class-perfect', kind: 'line', figures: figures(10), note: HOSTILE },
      ],
    },
  ],
  curves: [{ title: HOSTILE, svg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>' }],
  examples: { of: HOSTILE, found, images: new Map([[HOSTILE, embedded]]) },
  provenance: [{ name: HOSTILE, pairs: [[HOSTILE, HOSTILE]] }],
  configurations: [{ name: HOSTILE, json: { [HOSTILE]: HOSTILE } }],
};

it('escapes every text everywhere', () => {
  const page = reportPage(content);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img src=https');
  expect(outsideOf(page)).toEqual([]);
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(20);
});

it('marks the best printed figure of a column, numbers the notes, and computes R@sum from mR', () => {
  const page = reportPage(content);
  expect(page).toContain('<td><b>12.3</b></td>');
  expect(page).toContain('<td>10.0</td>');
  expect(page).toContain('class-perfect <sup>1</sup>');
  expect(page).toContain('259.8');
});

it('marks right and wrong results with frames and words', () => {
  const page = reportPage(content);
  expect(page).toContain('<li class="wrong">');
  expect(page).toContain('✗ wrong, right class · score 1.000');
  expect(page).toContain('<li class="right">');
  expect(page).toContain('✓ right · score 0.500');
  expect(page.match(/<img [^>]*alt="(query|found) image /g)).toHaveLength(2);
});

it('colours the cells of a word between its lowest and highest weight, and no cell at even attention', () => {
  const page = reportPage(content);
  expect([...page.matchAll(/<rect ([^>]*)\/>/g)].map(([, rect]) => rect)).toEqual([
    'x="0" y="0" width="20" height="20" fill-opacity="0.75"',
    'x="20" y="0" width="20" height="20" fill-opacity="0"',
    'x="0" y="0" width="20" height="20" fill-opacity="0"',
    'x="20" y="0" width="20" height="20" fill-opacity="0"',
  ]);
  expect(page).toContain('at most 1.6 times the even share');
});

it('gives each chart different names', () => {
  const svg = '<svg><clipPath id="chart-c0"></clipPath><g clip-path="url(#chart-c0)" class="chart-cls-0"></g></svg>';
  const page = reportPage({ ...content, curves: [1, 2].map((n) => ({ title: `${n}`, svg })) });
  expect(page).toContain('<clipPath id="chart-1-c0"></clipPath><g clip-path="url(#chart-1-c0)" class="chart-1-cls-0">');
  expect(page).toContain('id="chart-2-c0"');
});
