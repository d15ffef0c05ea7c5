import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealJson, sha256 } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { runInProcess } from '../../test/run-in-process';
import { checkRunOfResult } from './run-of-result';

const RUN = 'q1 Q0 d1 1 2.5 rs-sam\nq1 Q0 d2 2 1.5 rs-sam\n';
const NAME = 'text-to-image.run';

// The first check loads it, which takes seconds.
beforeAll(() => import('@rs-sam/evaluation'));

/** A folder as `evaluate` leaves it: a run, and the result that has its hash. */
async function evaluation(): Promise<{ readonly folder: string; readonly run: string; readonly result: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-run-of-result-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const content = {
    ...{ format: 'rs-sam-evaluation', version: 2, models: [{ curves: null }], views: ['identity'] },
    data: { part: 'test', splitHash: 'abcdef0123456789' },
    protocols: { standard: {}, paper: {} },
    scores: { file: 'scores.npy', sha256: '0123456789abcdef' },
    ...{ runs: { imageToText: 'image-to-text.run', textToImage: NAME }, examples: null },
    files: { [NAME]: { bytes: RUN.length, sha256: sha256(RUN) } },
  };
  await writeFile(join(folder, NAME), RUN);
  await writeFile(join(folder, 'result.json'), sealJson(formatJson(content)));
  return { folder, run: join(folder, NAME), result: join(folder, 'result.json') };
}

it('accepts the run that evaluate wrote, and runs of other programs beside it or elsewhere', async () => {
  const { folder, run, result } = await evaluation();
  await checkRunOfResult(run);
  await writeFile(join(folder, 'bm25.run'), RUN);
  await checkRunOfResult(join(folder, 'bm25.run'));
  await writeFile(run, RUN.replace('2.5', '3.5'));
  await writeFile(result, '{"format":"another program"}');
  await checkRunOfResult(run);
  await rm(result);
  await checkRunOfResult(run);
});

it.each([
  ['an altered score', RUN.replace('2.5', '3.5')],
  ['a line less', RUN.slice(0, RUN.indexOf('\n') + 1)],
])('refuses a run with %s, and names it', async (_, text) => {
  const { run } = await evaluation();
  await writeFile(run, text);
  await expect(checkRunOfResult(run)).rejects.toThrow(`${run} does not have the hash that result.json gives`);
});

it('refuses a run beside a damaged result.json, and names that', async () => {
  const { run, result } = await evaluation();
  const text = await readFile(result, 'utf8');
  // With this hash the altered run would pass.
  const altered = RUN.replace('2.5', '3.5');
  await writeFile(run, altered);
  await writeFile(result, text.replace(sha256(RUN), sha256(altered)));
  await expect(checkRunOfResult(run)).rejects.toThrow(`${result} does not match its own checksum`);
});

it('rs-sam metrics refuses it', async () => {
  const { folder, run } = await evaluation();
  const qrels = join(folder, 'qrels.txt');
  await writeFile(qrels, 'q1 0 d1 1\n');
  const words = ['metrics', run, '--qrels', qrels, '--measures', 'RR'];
  expect(await runInProcess(words)).toMatchObject({ code: 0, stdout: 'RR  1.0000\n' });
  await writeFile(run, RUN.replace('2.5', '0.5'));
  expect(await runInProcess(words)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(run) });
});
