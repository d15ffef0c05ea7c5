import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealJson, sha256 } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readPairedTests, readRuns, readTargets } from './read-runs';
import { resultsPages } from './results-page';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'rs-sam-results-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

interface Fake {
  readonly models?: readonly string[];
  readonly seed?: number;
  readonly meanRecall: number;
  readonly configuration?: object;
}

/** A run as `rs-sam evaluate` writes it, with every recall at the mean. */
async function writeRun(path: string, { models = ['sam-t2i'], seed = 1, meanRecall, configuration }: Fake) {
  const folder = join(root, path);
  await mkdir(folder, { recursive: true });
  const direction = (value: number) => ({
    ...{ queries: 210, gallery: 1050, medianRank: 6, meanRank: 9.25 },
    recall: { 1: value, 5: value, 10: value },
  });
  const figures = (value: number) => ({
    description: '210 images ask, 1050 captions in the gallery',
    ...{ imageToText: direction(value), textToImage: direction(value) },
    ...{ meanRecall: value, recallSum: 6 * value },
  });
  const around = (value: number) => [value - 2, value + 2];
  const intervals = { confidence: 0.95, meanRecall: around(meanRecall), recallSum: around(6 * meanRecall + 6) };
  const result = {
    ...{ format: 'rs-sam-evaluation', version: 2, ties: 'expected' },
    models: models.map((model) => ({
      configuration: {
        model,
        seed,
        epochs: 120,
        batchSize: 16,
        validationPart: 'val',
        options: { alpha: 9 },
        ...configuration,
      },
      curves: 'metrics.jsonl',
      validation: { meanRecall: 40, epoch: 2 },
      features: { dataset: 'ucm', backbone: 'resnet-50', regions: 64, depth: 2048 },
    })),
    data: { part: 'test', splitHash: 'abcdef0123456789', images: 210, captions: 1050, distinctCaptions: 377 },
    protocols: {
      standard: { ...figures(meanRecall), intervals },
      paper: { ...figures(meanRecall + 1), intervals },
    },
    classPerfect: { standard: figures(46.9), paper: figures(46.88) },
    scores: { file: 'scores.npy', sha256: '0123456789abcdef' },
    ...{ views: ['identity'], runs: null, examples: null },
    ...{ engine: 'wasm', machine: 'a machine | of ours', commandLine: 'rs-sam evaluate runs/x', scoringSeconds: 1 },
    finishedAt: '2026-11-24T12:00:00.000Z',
  };
  const epochs = [1, 2].map((epoch) => ({
    kind: 'epoch',
    epoch,
    step: epoch * 525,
    seconds: epoch * 1800,
    best: true,
  }));
  const lines = epochs.map((line) => `${JSON.stringify(line)}\n`).join('');
  await writeFile(join(folder, 'metrics.jsonl'), lines);
  const files = { 'metrics.jsonl': { bytes: lines.length, sha256: sha256(lines) } };
  await writeFile(join(folder, 'result.json'), sealJson(formatJson({ ...result, files })));
}

it('says that no results are committed', async () => {
  const none = join(root, 'none');
  const pages = resultsPages(await readRuns(none), await readTargets(none));
  expect([...pages.keys()]).toEqual(['results.md']);
  expect(pages.get('results.md')).toContain('No results are committed yet.');
});

it('prints seeds, their mean, the line, published rows, targets and provenance', async () => {
  await writeRun('ucm/tuned/t2i-1', { seed: 1, meanRecall: 46 });
  await writeRun('ucm/tuned/t2i-2', { seed: 2, meanRecall: 48 });
  await writeRun('ucm/tuned/ensemble-1', { models: ['sam-t2i', 'sam-i2t'], meanRecall: 49 });
  await writeRun('ucm/tuned/seeds', { models: ['sam-t2i', 'sam-t2i', 'sam-i2t'], meanRecall: 50 });
  const common = {
    dataset: 'ucm',
    experiment: 'tuned',
    protocol: 'standard',
    figure: 'meanRecall',
    because: 'the line',
  };
  const targets = [
    { ...common, model: 'sam-t2i', atLeast: 46.9 },
    { ...common, model: 'sam-t2i + sam-i2t', atLeast: 49.5 },
    { ...common, model: 'sam-i2t', atLeast: 1 },
  ];
  await writeFile(join(root, 'targets.json'), JSON.stringify(targets));
  const pages = resultsPages(await readRuns(root), await readTargets(root));
  const page = pages.get('results/ucm.md');
  expect(pages.get('results.md')).toContain('## [ucm](results/ucm.md)');
  expect(page).toContain(
    "- **Best single model by its validation:** sam-t2i, 2 seeds (Tuned): mR 47.0 ± 1.4, R@sum in the paper's protocol 288.0 ± 8.5.",
  );
  expect(page).toContain('- **Largest ensemble:** 2 × sam-t2i + sam-i2t (Tuned): mR 50.0,');
  expect(page).toContain('- **To compare:** the class-perfect line mR 46.9, R@sum 281.3; VSE++ mR 36.9;');
  expect(page).toMatch(/\| sam-t2i, seed 1 \| 46\.0 \|.* 276\.0 \| 46\.0 \|\n/);
  expect(page).toMatch(/\| \*\*sam-t2i, 2 seeds\*\* \| 47\.0 ± 1\.4 \|/);
  expect(page).toContain('| 2 × sam-t2i + sam-i2t, seed 1 | 50.0 |');
  expect(page).toMatch(/\| \*class-perfect line\* \| 46\.9 \|/);
  expect(page).toContain('| AMFMN (published) | 16.7 |');
  expect(page).toContain('- VSE++, SCAN i2t, MTFN, AMFMN: Yuan et al.');
  expect(page).toContain('| sam-t2i | mR, standard | ≥ 46.9 (the line) | 47.0 ± 1.4 | reached |');
  expect(page).toContain('| sam-t2i + sam-i2t | mR, standard | ≥ 49.5 (the line) | 49.0 | missed |');
  expect(page).toContain('| sam-i2t | mR, standard | ≥ 1.0 (the line) | – | not measured |');
  expect(page).toContain(
    '| [t2i-1](../../results/ucm/tuned/t2i-1/result.json) | sam-t2i | 1 | test abcdef012345, 210 images, 1050 captions (377 different) | expected | 2 epochs in 60 min | mR 40.0 on val, epoch 2 | wasm | a machine \\| of ours | `rs-sam evaluate runs/x` | `0123456789ab` | 2026-11-24 |',
  );
});

it('prints one change at a time against the baseline, Table II against the paper, and the time of an epoch', async () => {
  await writeRun('ucm/open-points/tuned-seed-1', { meanRecall: 44 });
  await writeRun('ucm/open-points/clip-relu-seed-1', {
    meanRecall: 43.5,
    configuration: { options: { alpha: 9, clip: 'relu' } },
  });
  await writeRun('ucm/open-points/batch-16-seed-1', { meanRecall: 45, configuration: { batchSize: 32 } });
  await writeRun('ucm/table-2-small/sam-t2i-seed-1', { meanRecall: 49 });
  const scores = { a: ['0123456789abcdef'], b: ['0123456789abcdef'] };
  const test = { a: 'scan', b: 'sam-t2i', difference: -1.25, pValue: 0.03, adjustedPValue: 0.03, scores };
  const testsFile = join(root, 'ucm/table-2-small/paired-tests.json');
  await writeFile(testsFile, JSON.stringify([test]));
  await writeRun('ucm/paper-epoch/t2i', { meanRecall: 20 });
  const page = resultsPages(await readRuns(root), [], await readPairedTests(root)).get('results/ucm.md') ?? '';
  expect(page).toContain('| tuned, seed 1 | 44.0 | – | 270.0 |');
  expect(page).toContain('| clip: relu, seed 1 | 43.5 | -0.5 | 267.0 |');
  expect(page).toContain('| batchSize: 32 (was 16), seed 1 | **45.0** | 1.0 | **276.0** |');
  expect(page).toContain('| sam-t2i | 300.0 [298.0, 302.0] | 299.5 | 0.5 | 49.0 [47.0, 51.0] |');
  expect(page).toMatch(/\| {3}SAM t-i, paper \| 9\.5 \|/);
  expect(page).toContain('| scan − sam-t2i | −1.3 | 0.0300 |');
  expect(page).toContain("- sam-t2i: Regions are of resnet-50; the paper's are of Inception V3.");
  expect(page).toContain(
    '| t2i | sam-t2i | B 16, K 64, D 2048, 525 steps | 30 min | 120 epochs: 60.0 h | a machine \\| of ours |',
  );
  // The page has its own order of the folders.
  expect(page.indexOf('## Tuned')).toBeLessThan(page.indexOf('## Effect of each open point'));

  await writeFile(testsFile, JSON.stringify([{ ...test, scores: { ...scores, a: ['f00d'] } }]));
  const [runs, stale] = [await readRuns(root), await readPairedTests(root)];
  expect(() => resultsPages(runs, [], stale)).toThrow(
    /test of scan and sam-t2i in .*table-2-small\/paired-tests\.json/,
  );
  await writeFile(testsFile, JSON.stringify([test]));
});

it('is the same for the same files', async () => {
  expect(resultsPages(await readRuns(root), [])).toEqual(resultsPages(await readRuns(root), []));
});
