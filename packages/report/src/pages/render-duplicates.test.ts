import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { renderDuplicates } from './render-duplicates';

it('shows both images of a pair, where they are and how they lie on each other, with names as text', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-duplicates-'));
  const path = join(folder, 'a.png');
  await sharp({ create: { width: 40, height: 20, channels: 3, background: 'red' } })
    .png()
    .toFile(path);
  const first = { dataset: 'ucm', part: 'train', file: '<b>.png', path };
  const overlap = { view: 'rotate90', scale: 0.6, shareOfFirst: 0.36, shareOfSecond: 1 };
  const pairs = [
    { kind: 'part', score: 0.914, first, second: { ...first, part: null, file: 'c.png' }, overlap },
    { kind: 'features', score: 0.99, first, second: first, overlap: null },
  ];
  const page = await renderDuplicates({ pairs, counts: ['ucm train – ucm test: 1 part'] });
  expect(page).toContain('part, score 0.91');
  expect(page).toContain('view rotate90, scale 0.60. In common: 36 % of the first, 100 % of the second.');
  expect(page).toContain('ucm train: &lt;b&gt;.png');
  expect(page).toContain('ucm: c.png');
  expect(page.match(/<img src="data:image\/jpeg;base64,[^"]+" width="40" height="20"/g)).toHaveLength(4);
  expect(page).toContain('<li>ucm train – ucm test: 1 part</li>');
  await rm(folder, { recursive: true });
});

it('names an option that is wrong, and an image that cannot be shown', async () => {
  await expect(renderDuplicates({ pairs: 1 } as never)).rejects.toThrow(
    'pairs is 1; it must be a list of pairs of images',
  );
  const absent = { dataset: 'ucm', part: null, file: 'a.png', path: '/absent/a.png' };
  const pairs = [{ kind: 'part', score: 0.9, first: absent, second: absent, overlap: null }];
  await expect(renderDuplicates({ pairs, counts: [] })).rejects.toThrow('/absent/a.png cannot be shown');
});
