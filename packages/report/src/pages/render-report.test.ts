import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { resolveConfiguration, train } from '@rs-sam/training';
import { expect, it } from 'vitest';
import { editResult } from '../../../evaluation/test/edit-result';
import { tinyData } from '../../../evaluation/test/tiny-data';
import { outsideOf } from '../../test/outside-of';
import { renderReport } from './render-report';

it('shows an evaluation: figures, line, curves, examples with images, and provenance', {
  timeout: 300_000,
}, async () => {
  const { folder, dataset, features } = await tinyData();
  const run = join(folder, 'run');
  const configuration = resolveConfiguration({
    ...{ model: 'sam-t2i', optimizer: 'adam', negatives: 'instance', epochs: 2, batchSize: 8, seed: 5 },
    options: { projection: 8, embeddingDim: 5, normalizeFeatures: true },
  });
  await train({ configuration, dataset, features, folder: run, engine: 'wasm', metricsEvery: 2 });
  const evaluation = join(run, 'test');
  const result = await evaluateCheckpoint({
    ...{ checkpoint: join(run, 'best'), dataset, features, folder: evaluation, engine: 'wasm' },
    ...{ commandLine: 'rs-sam evaluate <run>', examples: { count: 2 } },
  });

  const page = await renderReport({ evaluations: [evaluation], imageFolder: folder });
  expect(outsideOf(page)).toEqual([]);
  expect(page).toContain('<title>tiny: sam-t2i, seed 5</title>');
  expect(page).toContain(result.protocols.standard.meanRecall.toFixed(1));
  expect(page).toContain(result.classPerfect?.paper.recallSum.toFixed(1));
  expect(page).toContain('rs-sam evaluate &lt;run&gt;');
  for (const fact of [result.data.splitHash, result.scores.sha256, result.machine]) expect(page).toContain(fact);
  expect(page).toContain('Training loss, sam-t2i, seed 5');
  expect(page).toContain('Validation mR, sam-t2i, seed 5');
  expect(page.match(/<img /g)).toHaveLength(2 + 2 * 3);
  // Two queries, each word of which has a map of four cells.
  const maps = page.match(/<svg viewBox="0 0 16 16" role="img"/g)?.length ?? 0;
  expect(maps).toBeGreaterThan(10);
  expect(page.match(/<rect x="[^"]*" y="[^"]*" width="8" height="8" fill-opacity=/g)).toHaveLength(4 * maps);

  const without = await renderReport({ evaluations: [evaluation], title: 'Mine' });
  expect(without).toContain('<title>Mine</title>');
  expect(without).not.toContain('<img');

  const other = join(folder, 'other');
  await cp(evaluation, other, { recursive: true });
  await editResult(other, (text) => text.replace(/"splitHash": "\w+"/, '"splitHash": "another"'));
  await expect(renderReport({ evaluations: [evaluation, other] })).rejects.toThrow('is of another split than');
});
