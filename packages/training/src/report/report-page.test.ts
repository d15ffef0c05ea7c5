import { expect, it } from 'vitest';
import { tinyData, tinyModel } from '../../test/tiny-data';
import { collectExamples } from './collect-examples';
import { type ReportContent, reportPage } from './report-page';

const HOSTILE = `"><script>alert('x')</script>&amp;<img src=https://example.com/x.png>`;
const figures = (recall: number) => ({
  imageToText: { recall: { 1: recall, 5: 40, 10: 60 }, medianRank: 7, meanRank: 8.5 },
  textToImage: { recall: { 1: 10, 5: 50, 10: 90 }, medianRank: null, meanRank: null },
  recallSum: null,
  meanRecall: 43.3,
});
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
  examples: null,
  provenance: [[HOSTILE, HOSTILE]],
  configurations: [{ name: HOSTILE, json: { [HOSTILE]: HOSTILE } }],
};

/** What a browser would have to fetch, run or submit. */
function outsideOf(page: string): string[] {
  const references = [...page.matchAll(/(?:src|href|action|srcset)\s*=\s*"([^"]*)"/g)].map(
    ([, target]) => target ?? '',
  );
  return [
    ...references.filter((target) => !/^(data:image\/jpeg;base64,[A-Za-z0-9+/=]+|#[\w-]+)$/.test(target)),
    ...(page.match(/<(script|link|iframe|form|object|embed)\b|@import|url\(/g) ?? []),
  ];
}

it('escapes every text, wherever it stands', () => {
  const page = reportPage(content);
  expect(page).not.toContain('<script');
  expect(page).not.toContain('<img');
  expect(outsideOf(page)).toEqual([]);
  expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(10);
});

it('marks the best figure as printed, and numbers the notes', () => {
  const page = reportPage(content);
  expect(page).toContain('<td><b>12.3</b></td>');
  expect(page).not.toContain('<b>10.0</b></td><td><b>40.0</b></td><td><b>60.0</b></td><td><b>7</b></td>\n</tr>');
  expect(page).toContain('class-perfect <sup>1</sup>');
  // R@sum from mR.
  expect(page).toContain('259.8');
});

it('shows what was found, with every picture inside and a text for who cannot see it', async () => {
  const data = await tinyData();
  const models = [await tinyModel('sam-t2i', data)];
  const { test: split, features, folder } = data;
  const examples = await collectExamples({ models, split, features, pictures: folder, count: 2, attention: 1 });
  const page = reportPage({ ...content, examples });

  expect(examples.imageQueries).toHaveLength(2);
  expect(new Set(examples.imageQueries.map(({ image }) => image.className)).size).toBe(2);
  for (const { found, rank } of examples.imageQueries) {
    expect(found).toHaveLength(3);
    expect(found.findIndex(({ right }) => right)).toBe(rank <= 3 ? rank - 1 : -1);
  }
  expect(outsideOf(page)).toEqual([]);
  const pictures = page.match(/<img [^>]*>/g) ?? [];
  expect(pictures).toHaveLength(2 + 2 * 3);
  for (const picture of pictures)
    expect(picture).toMatch(/ src="data:image\/jpeg;base64,.* alt="(query|found) image images/);
  expect(page.match(/<li class="(right|wrong)">/g)).toHaveLength(2 * 3 + 2 * 3);

  const [example] = examples.attention;
  expect(page.match(/role="img"/g)).toHaveLength(example?.words.length ?? 0);
  expect(page.match(/<rect /g)).toHaveLength(4 * (example?.words.length ?? 0));
});

it('chooses the same queries for the same seed, whatever the model', async () => {
  const data = await tinyData();
  const { test: split, features, folder } = data;
  const options = { split, features, pictures: folder, count: 3, attention: 0 };
  const first = await collectExamples({ ...options, models: [await tinyModel('sam-t2i', data)] });
  const second = await collectExamples({ ...options, models: [await tinyModel('sam-i2t', data)] });
  const asked = ({ imageQueries, textQueries }: typeof first) => [
    imageQueries.map(({ image }) => image.name),
    textQueries.map(({ caption }) => caption),
  ];
  expect(asked(second)).toEqual(asked(first));
});
