import { basename, resolve } from 'node:path';
import { FORCE_FLAG, type ForceFlag, jsonWith, refuseOverwriting } from '../../data/own-files';
import { readCaptions } from '../../data/read-captions';
import { requirePart } from '../../data/require-part';
import { wholeNumber } from '../../options/option-parsers';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { formatCount } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';

interface Options extends ReadingFlags, ForceFlag {
  readonly split: string;
  readonly words: number;
  readonly descriptors: number;
  readonly seed: number;
  readonly out: string;
}

export const codebook = defineCommand<Options>({
  name: 'codebook',
  summary: 'learn visual words from the training images of a data set',
  description: 'k-means over SIFT descriptors. Use the file with `extract --backbone bovw --codebook <file>`.',
  examples: ['codebook data/ucm --out ucm-words.json', 'codebook data/ucm --words 1024 --descriptors 100000'],
  configure: (command) => {
    command
      .argument('<folder>', 'folder of a data set: a caption file and its images')
      .option('--split <name>', 'part of the split to learn from; never the part that is tested', 'train')
      .option('--words <count>', 'number of words', wholeNumber(1), 512)
      .option('--descriptors <count>', 'number of descriptors that are clustered', wholeNumber(1), 50_000)
      .option('--seed <number>', 'seed of the sample and of the first centroids', wholeNumber(0), 1)
      .option('--out <file>', 'the codebook', 'codebook.json')
      .option(...FORCE_FLAG);
    addReadingFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const { split, words, descriptors, seed, out } = options;
    await refuseOverwriting(out, { '': jsonWith({ format: 'rs-sam-codebook' }) }, options.force);
    const { learnCodebook, writeCodebook } = await import('@rs-sam/vision-features/node/handcrafted');
    const { dataset } = await readCaptions(folder, options, report);
    const images = dataset.images.filter((image) => image.split === split);
    requirePart(dataset, split, 'Choose one with --split.');
    const named = [...new Set(images.map(({ file }) => file))].map((name) => ({
      name,
      file: resolve(folder, name),
    }));
    let progress = report.progress({ label: 'descriptors', total: named.length, unit: 'images' });
    let clustering = false;
    const learned = await learnCodebook({
      dataset: basename(resolve(folder)),
      part: split,
      images: named,
      words,
      descriptors,
      seed,
      signal,
      onImage: (done) => progress.update(done),
      onRound: (round, moved) => {
        if (!clustering) progress = report.progress({ label: 'k-means', total: 50, unit: 'rounds' });
        clustering = true;
        progress.update(round, `${moved} moved`);
      },
    }).finally(() => progress.stop());
    await writeCodebook(out, learned);
    report.result(
      { out, words, sha256: learned.sha256, ...learned.origin },
      () =>
        `${out}: ${words} words from ${learned.origin.descriptors} descriptors of ${formatCount(named.length, 'image')}, SHA-256 ${learned.sha256}`,
    );
  },
});
