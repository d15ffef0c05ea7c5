import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSplit } from '@rs-sam/datasets/node';
import { acquireLock, sha256 } from '@rs-sam/foundation/files';
import { openFeatureStore } from '@rs-sam/vision-features/node';
import { readCodebook } from '@rs-sam/vision-features/node/handcrafted';
import { readWeights, verifyWeights } from '@rs-sam/vision-features/node/weights';
import { readTestsFile } from '../../packages/reproduction/src/paired-tests/tests-file';
import { command, DATA, evaluatePartly, filesOf, SMALL, UNFINISHED } from './make-set';

/** What a reader made of a folder. */
export interface Reading {
  readonly failed: boolean;
  /** Everything that it told: the error, or its notes. */
  readonly told: string;
  /** The same for the same result. */
  readonly result: string;
}

/** Reads the files of a set, as a user's command does. */
export type Reader = (folder: string) => Promise<Reading>;

/** A command, and the files that it writes; without files it is judged by what it prints. */
const run =
  (line: string, ...written: readonly string[]): Reader =>
  async (folder) => {
    const { code, stdout, stderr } = await command(folder, line);
    const found = written.map((name) => readFile(join(folder, name)).then(sha256, () => 'missing'));
    return {
      failed: code !== 0,
      told: stderr,
      result: found.length > 0 ? (await Promise.all(found)).join('\n') : timeless(stdout),
    };
  };

/** A function of a package. */
const call =
  (read: (folder: string) => Promise<unknown>): Reader =>
  async (folder) => {
    try {
      return { failed: false, told: '', result: sha256(JSON.stringify((await read(folder)) ?? null)) };
    } catch (error) {
      return { failed: true, told: (error as Error).message, result: '' };
    }
  };

/** Without the figures that differ from run to run. */
function timeless(text: string): string {
  return text
    .replace(/"(seconds|scoringSeconds|finishedAt|pairsPerSecond|checksum)":\s*("[^"]*"|[-\d.e]+)/g, '')
    .replace(/\d+(\.\d+)? (s|min)\b/g, '');
}

const allRows = async (folder: string) => {
  const store = await openFeatureStore(join(folder, 'feat'));
  try {
    return sha256(Buffer.from((await store.read(store.images.map((image) => ({ image })))).buffer));
  } finally {
    await store.close();
  }
};

const onlyFile = async (folder: string, name: string) =>
  join(folder, name, (await filesOf(join(folder, name)))[0] ?? '');

export const readers = {
  inspect: run('dataset split @written --out @halves'),
  extract: run('extract @written --backbone sift --out @new', 'new/features.npy'),
  split: call(async (folder) => readSplit(await onlyFile(folder, 'splits'))),
  store: call(allRows),
  merge: run('extract merge @shard-1 @shard-2 --out @merged', 'merged/features.npy', 'merged/manifest.json'),
  'resume extract': run(UNFINISHED, 'unfinished/features.npy', 'unfinished/manifest.json'),
  import: run('extract import @scan --out @imported', 'imported/features.npy', 'imported/manifest.json'),
  captions: run('extract import @scan --out @imported', 'imported/manifest.json'),
  codebook: call((folder) =>
    readCodebook(join(folder, 'codebook.json')).then(({ origin, sha256: hash }) => [origin, hash]),
  ),
  'train again': run(`train @run ${DATA} ${SMALL}`),
  'train --configuration': run(
    `train @copy ${DATA} --configuration @run/configuration.json --epochs 1`,
    'copy/last/configuration.json',
  ),
  'train --configuration of a result': run(
    `train @copy ${DATA} --configuration @run/test/result.json --epochs 1`,
    'copy/last/configuration.json',
  ),
  evaluate: run(`evaluate @run ${DATA} --out @fresh --examples 0 --json`),
  'evaluate again': run(`evaluate @run ${DATA} --run-depth 3 --examples 1 --json`),
  'resume evaluate': call((folder) => evaluatePartly(folder, false)),
  ensemble: run(`evaluate @run/test @run-i2t/test ${DATA} --out @both --json`),
  report: run('report @run/test --dataset @scenes --out @new.html', 'new.html'),
  metrics: run('metrics @run/test/image-to-text.run --qrels @qrels.txt --measures AP,RR --per-query --json'),
  'installed weights': call(async (folder) => {
    const verdicts = await verifyWeights(undefined, join(folder, 'cache', 'rs-sam', 'weights'));
    for (const { problem } of verdicts) if (problem !== undefined) throw problem;
    return verdicts.map(({ weights }) => weights);
  }),
  'tuned weights': call((folder) =>
    readWeights(join(folder, 'tuned')).then(({ arrays }) =>
      [...arrays].map(([name, { values }]) => [name, [...values]]),
    ),
  ),
  'paired tests': call((folder) => readTestsFile(join(folder, 'paired-tests.json'))),
  lock: call(async (folder) => {
    await (await acquireLock(join(folder, 'lock.json')))();
    return 'taken';
  }),
} satisfies Readonly<Record<string, Reader>>;

/** A type of file, and the readers that use it. */
export interface FileType {
  readonly name: string;
  readonly files: RegExp;
  /** Empty: for people, no command reads it. */
  readonly readers: readonly (keyof typeof readers)[];
  /** Everything that the file has is computed again where it is damaged. */
  readonly derived?: boolean;
}

export const fileTypes: readonly FileType[] = [
  { name: 'synthetic captions, dataset.json', files: /^written\/dataset\.json$/, readers: ['inspect'] },
  { name: 'synthetic images, *.png', files: /^written\/images\//, readers: ['extract'] },
  { name: 'boxes, scenes.jsonl', files: /^written\/scenes\.jsonl$/, readers: [] },
  { name: 'contact sheet, *.png', files: /^sheet\.png$/, readers: [] },
  { name: 'split-*.json', files: /^splits\//, readers: ['split'] },
  { name: 'store, features.npy', files: /^feat\/features\.npy$/, readers: ['store'] },
  { name: 'store, manifest.json', files: /^feat\/manifest\.json$/, readers: ['store'] },
  { name: 'shard, features.npy', files: /^shard-.\/features\.npy$/, readers: ['merge'] },
  { name: 'shard, manifest.json', files: /^shard-.\/manifest\.json$/, readers: ['merge'] },
  {
    name: 'unfinished store, features.npy',
    files: /^unfinished\/features\.npy$/,
    readers: ['resume extract'],
    derived: true,
  },
  {
    name: 'unfinished store, journal.jsonl',
    files: /^unfinished\/journal\.jsonl$/,
    readers: ['resume extract'],
    derived: true,
  },
  { name: 'unfinished store, partial.json', files: /^unfinished\/partial\.json$/, readers: ['resume extract'] },
  { name: 'SCAN layout, *_ims.npy', files: /^scan\/.*_ims\.npy$/, readers: ['import'] },
  { name: 'SCAN layout, *_caps.txt', files: /^scan\/.*_caps\.txt$/, readers: ['captions'] },
  { name: 'SCAN layout, checksums.json', files: /^scan\/checksums\.json$/, readers: ['import', 'captions'] },
  { name: 'synthetic scenes, checksums.json', files: /^written\/checksums\.json$/, readers: ['inspect'] },
  { name: 'codebook.json', files: /^codebook\.json$/, readers: ['codebook'] },
  {
    name: 'run, configuration.json',
    files: /^run\/configuration\.json$/,
    readers: ['train again', 'train --configuration'],
  },
  { name: 'run, metrics.jsonl', files: /^run\/metrics\.jsonl$/, readers: ['train again', 'evaluate'] },
  { name: 'last/manifest.json', files: /^run\/last\/manifest\.json$/, readers: ['train again'] },
  { name: 'last/configuration.json', files: /^run\/last\/configuration\.json$/, readers: ['train again'] },
  { name: 'last/vocabulary.json', files: /^run\/last\/vocabulary\.json$/, readers: ['train again'] },
  { name: 'last/weights.safetensors', files: /^run\/last\/weights\.safetensors$/, readers: ['train again'] },
  { name: 'last/state.safetensors', files: /^run\/last\/state\.safetensors$/, readers: ['train again'] },
  { name: 'last/state.json', files: /^run\/last\/state\.json$/, readers: ['train again'] },
  { name: 'best/manifest.json', files: /^run\/best\/manifest\.json$/, readers: ['evaluate'] },
  { name: 'best/configuration.json', files: /^run\/best\/configuration\.json$/, readers: ['evaluate'] },
  { name: 'best/vocabulary.json', files: /^run\/best\/vocabulary\.json$/, readers: ['evaluate'] },
  { name: 'best/weights.safetensors', files: /^run\/best\/weights\.safetensors$/, readers: ['evaluate'] },
  {
    name: 'unfinished evaluation, scores.partial',
    files: /^partly\/scores\.partial$/,
    readers: ['resume evaluate'],
    derived: true,
  },
  {
    name: 'evaluation, result.json',
    files: /^run\/test\/result\.json$/,
    readers: ['report', 'ensemble', 'train --configuration of a result'],
  },
  { name: 'evaluation, scores.npy', files: /^run\/test\/scores\.npy$/, readers: ['evaluate again', 'ensemble'] },
  { name: 'evaluation, scores.json', files: /^run\/test\/scores\.json$/, readers: ['evaluate again'] },
  { name: 'evaluation, examples.json', files: /^run\/test\/examples\.json$/, readers: ['report'] },
  { name: 'evaluation, metrics.jsonl', files: /^run\/test\/metrics\.jsonl$/, readers: ['report'] },
  { name: 'TREC run, *.run', files: /^run\/test\/image-to-text\.run$/, readers: ['metrics'] },
  { name: 'classify, result.json', files: /^classes\/result\.json$/, readers: [] },
  { name: 'charts and pages, *.svg and *.html', files: /^(classes\/.*\.svg|report\.html|search\.html)$/, readers: [] },
  {
    name: 'installed weights, weights.json',
    files: /^cache\/rs-sam\/.*\/weights\.json$/,
    readers: ['installed weights'],
  },
  { name: 'installed weights, model.json', files: /^cache\/rs-sam\/.*\/model\.json$/, readers: ['installed weights'] },
  { name: 'installed weights, shards', files: /^cache\/rs-sam\/.*\.bin$/, readers: ['installed weights'] },
  { name: 'fine-tuned weights, model.json', files: /^tuned\/model\.json$/, readers: ['tuned weights'] },
  { name: 'fine-tuned weights, weights.bin', files: /^tuned\/weights\.bin$/, readers: ['tuned weights'] },
  { name: 'paired-tests.json', files: /^paired-tests\.json$/, readers: ['paired tests'] },
  { name: 'lock.json', files: /^lock\.json$/, readers: ['lock'] },
];
