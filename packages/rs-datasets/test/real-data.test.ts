import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DATA_FOLDER, NO_REAL_DATA, realData } from '../../../scripts/data-folder';
import { formatInspection, formatTableOne } from '../src/index';
import { inspectFolder, readDataset } from '../src/node/index';
import { randomSplit } from '../src/splits/index';

const withSet = (name: string, title: string, test: () => Promise<void>) =>
  it(`${name}: ${title}`, async ({ skip }) => {
    skip(realData(name) === undefined, NO_REAL_DATA);
    await test();
  });

/** The finding's count by kind. */
async function counts(name: string) {
  const inspection = await inspectFolder(join(DATA_FOLDER, name));
  return { ...inspection, counts: Object.fromEntries(inspection.findings.map(({ kind, count }) => [kind, count])) };
}

describe('real data', () => {
  withSet('ucm', '2,100 images, 10,500 captions of which 2,032 distinct, 21 classes, 1680/210/210', async () => {
    const { statistics, counts: found, imageFiles, stops } = await counts('ucm');
    expect(statistics).toMatchObject({ images: 2100, captions: 10_500, distinctCaptions: 2032 });
    expect(statistics.classBalance).toBeCloseTo(1, 12);
    expect(statistics.classes.size).toBe(21);
    expect(Object.fromEntries(statistics.splits)).toEqual({ train: 1680, val: 210, test: 210 });
    expect(imageFiles).toBe(2100);
    expect(found).toEqual({ duplicateCaption: 515, sharedCaption: 7955, imageSize: 44 });
    expect(stops).toBe(false);
    expect(formatTableOne({ UCM: statistics })).toContain('UCM       2,100  5/image         21  256×256, 16 other');
  });

  withSet('ucm', '377 distinct captions in the test split', async () => {
    const { images } = (await readDataset(join(DATA_FOLDER, 'ucm'))).dataset;
    const captions = images.filter(({ split }) => split === 'test').flatMap((image) => image.captions);
    expect([captions.length, new Set(captions).size]).toEqual([1050, 377]);
  });

  withSet('sydney', '613 images, 497/58/58, nine image files', async () => {
    const { statistics, counts: found, dataset } = await counts('sydney');
    expect(statistics).toMatchObject({ images: 613, captions: 3065 });
    expect(Object.fromEntries(statistics.splits)).toEqual({ train: 497, val: 58, test: 58 });
    expect(found.captionsWithoutImage).toBe(604);
    expect(dataset.images[0]).toMatchObject({ id: '1.tif', file: 'images/1.tif' });
    const { train, test } = randomSplit(dataset, { seed: 1 }).parts;
    expect([train?.length, test?.length]).toEqual([490, 123]);
  });

  withSet('rsitmd', 'the 20 empty sentences leave four images without captions, which are findings', async () => {
    const { statistics, counts: found, findings } = await counts('rsitmd');
    expect(found).toMatchObject({ emptyCaption: 20, imageWithoutCaptions: 4 });
    expect(statistics).toMatchObject({ images: 4743 - 4, captions: 23_715 - 20 });
    expect(findings.find(({ kind }) => kind === 'emptyCaption')?.policy).toBe('drop');
    const kept = { emptyCaption: 'keep', imageWithoutCaptions: 'error' } as const;
    const all = await readDataset(join(DATA_FOLDER, 'rsitmd'), { policies: kept });
    expect(all.dataset.images).toHaveLength(4743);
    await expect(readDataset(join(DATA_FOLDER, 'rsitmd'), { policies: { emptyCaption: 'error' } })).rejects.toThrow(
      'dataset.json at images[1926].sentences[0]: 20 × caption empty',
    );
  });

  withSet('nwpu', 'a folder per class, 45 of them, and one caption that is a full stop', async () => {
    const inspection = await counts('nwpu');
    expect(inspection.format).toBe('nwpu');
    expect(inspection.statistics.classes.size).toBe(45);
    expect(inspection.statistics).toMatchObject({ images: 3150, captions: 15_750 - 1 });
    expect(inspection.counts).toMatchObject({ emptyCaption: 1, captionsWithoutImage: 3150 - 140 });
    const airport = inspection.dataset.images[0];
    expect(airport).toMatchObject({ id: 'airport/airport_631.jpg', file: 'images/airport/airport_631.jpg' });
    expect(formatInspection('nwpu', inspection)).toContain('dataset_nwpu.json at golf_course[10].raw_2');
  });
});
