import { readCaptions } from '@rs-sam/models';
import { openTextNetworkOf } from '@rs-sam/models/node';
import { dispose } from '@tensorflow/tfjs-core';
import { expect, it, vi } from 'vitest';
import { memoryFeatures } from '../../evaluation/test/memory-features';
import { writeTextNetwork } from '../../text-encoder/test/small-text-network';
import { fitShortlist } from '../src/node/shortlist/fit-shortlist';
import { folderGallery } from '../src/node/store/folder-gallery';
import { loadSearcher } from '../src/query/load-searcher';
import { scoreItems } from '../src/query/score-items';
import { encodeSentences } from '../src/query/sentences';
import { wordMaps } from '../src/where/word-maps';
import { smallGallery } from './small-gallery';
import { writeHead } from './write-checkpoint';

vi.setConfig({ testTimeout: 120_000 });

const text = 'two planes on the runway';

it('indexes and searches by a model that reads sentences by a text network', async () => {
  const small = await smallGallery(6, { textNetwork: await writeTextNetwork() });
  await writeHead(small.checkpoint);
  await small.index();
  const searcher = await loadSearcher(folderGallery(small.out), { openText: openTextNetworkOf });
  const { gallery, checkpoint } = searcher;
  const texts = encodeSentences(checkpoint, [text], await readCaptions(checkpoint, [text]));
  const scores = await scoreItems(checkpoint.model, await gallery.encodings([0, 1, 2, 3, 4, 5]), texts);
  dispose({ ...texts });
  const { results, substitutes } = await searcher.byText({ text, fits: null, fold: null, candidates: 6 });
  expect(substitutes).toEqual([]);
  expect(results.map(({ key, score }) => [key, score])).toEqual(
    [...scores.entries()].sort(([, a], [, b]) => b - a).map(([key, score]) => [key, expect.closeTo(score, 5)]),
  );
  expect(results.every(({ confidence }) => confidence !== null)).toBe(true);
  // A word that no caption has is no unknown one.
  await searcher.byText({ text: 'zyzzyva', without: 'baseballfield' });
  const maps = await wordMaps(checkpoint, await gallery.encodings([0]), 'a baseballfield');
  expect(maps?.words).toEqual(['a', 'baseball', '##field']);
  await searcher.close();
  await expect(loadSearcher(folderGallery(small.out))).rejects.toThrow('reads captions by the text network words.onnx');
});

it('fits a shortlist to such a model', async () => {
  const small = await smallGallery(1, { textNetwork: await writeTextNetwork() });
  const captions = ['two planes', 'a river', 'green trees', 'the runway', 'a beach', 'planes at the airport'];
  const images = captions.map((caption, i) => ({
    ...{ id: `${i}.tif`, file: `${i}.tif`, split: 'train', className: null, captions: [caption] },
  }));
  const features = memoryFeatures({ images }, { regions: 4, depth: 6 });
  const kind = {
    ...{ backbone: 'colours', layer: 'quarters', weights: null, preprocessing: 'none', inputSize: 4 },
    ...{ resizeFirst: null, grid: [2, 2] as const },
  };
  const store = { ...features, manifest: { ...features.manifest, ...kind } };
  const { checkpoint } = small;
  const sources = [{ dataset: { images }, features: store as never }];
  expect(await fitShortlist({ checkpoint, sources, rank: 2 })).toMatchObject({ rank: 2, captions: 6 });
  const other = fitShortlist({ checkpoint, sources, textNetwork: 'onnx:none' });
  await expect(other).rejects.toThrow('the text network none, which does not exist');
});
