import { readFile } from 'node:fs/promises';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import type { Fingerprint } from '@rs-sam/vision-features/node/duplicates';
import { addForceFlag, type ForceFlag, type Recognised, refuseOverwriting } from '../../data/own-files';
import { collected, fraction, wholeNumber } from '../../options/option-parsers';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { formatCount } from '../../output/format-count';
import { noteFirst } from '../../output/note-first';
import { formatSeconds } from '../../output/pace';
import type { Reporter } from '../../output/reporter';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';
import { type ComparedFolder, originsOf, readComparedFolders } from './compared-folder';
import { comparedPair } from './compared-pair';
import { countByParts, formatPartsCount } from './count-by-parts';
import { CSV_HEAD, formatPairs, pairsAsCsv } from './format-pairs';
import { writeWithout } from './write-without';

interface Options extends ReadingFlags, ForceFlag {
  readonly features?: readonly string[];
  readonly split?: readonly string[];
  readonly limit: number;
  readonly featureLimit: number;
  readonly top: number;
  readonly out?: string;
  readonly page?: string;
  readonly exclude?: string;
}

export const datasetCompare = defineCommand<Options>({
  name: 'dataset compare',
  summary: 'find images that several data sets, or the parts of one, have in common',
  description:
    'Compares pixels: identical images; the whole image turned, mirrored, encoded again, resized or in another brightness; parts of an ' +
    'image at scales from 1/2 to 2, and overlaps. Of one folder all images are compared, of several those of different folders. ' +
    'Pairs of the kind coarse are alike only in their layout, as two beaches: they are not the same image. ' +
    '--exclude writes a split without the images that leak, for the --split of train.',
  examples: [
    'dataset compare data/ucm --out ucm-duplicates.csv --page ucm-duplicates.html',
    'dataset compare data/rsicd data/ucm --exclude splits',
    'dataset compare data/rsicd data/ucm --features features/rsicd --features features/ucm',
  ],
  configure: (command) => {
    command
      .argument('<folder...>', 'folders that contain a caption file and its images')
      .option('--split <file>', 'a split of `rs-sam dataset split`, one for each folder, which may be none', collected)
      .option('--features <store>', 'feature store, one for each folder: features are compared as well', collected)
      .option('--limit <score>', 'score from which two images are the same', fraction, 0.8)
      .option('--feature-limit <cosine>', 'cosine of features from which two images are reported', fraction, 0.98)
      .option('--top <count>', 'pairs that are printed', wholeNumber(0), 30)
      .option('--out <file.csv>', 'write all pairs to this file')
      .option('--page <file.html>', 'write a page that shows the pairs, with the printed ones')
      .option(
        '--exclude <folder>',
        'write a split of the first data set without the images that leak into this folder',
      );
    addForceFlag(command);
    addReadingFlags(command);
  },
  async run({ operands, options, report, signal }) {
    const { features = [], split = [], limit, featureLimit, top, out, page, exclude } = options;
    checkCounts(operands, { split, features });
    const { DUPLICATE_KINDS, findDuplicates, SAME_KINDS } = await import('@rs-sam/vision-features/node/duplicates');
    if (out !== undefined) await refuseOverwriting(out, { '': isCsv }, options.force);
    const folders = await readComparedFolders(operands, split, options, report);
    const began = performance.now();
    const groups: Fingerprint[][] = [];
    for (const [i, folder] of folders.entries()) {
      groups.push(await readFingerprints(folder, features[i], report, signal));
    }
    const total = groups.flat().length;
    const comparing = report.progress({ label: 'compare', total, unit: 'images' });
    const found = await findDuplicates(groups, {
      limit,
      featureLimit,
      signal,
      onProgress: (done) => comparing.update(done),
    }).finally(() => comparing.stop());
    const origins = new Map(folders.flatMap((folder, i) => [...originsOf(folder, groups[i] as Fingerprint[])]));
    const pairs = found.map((pair) => comparedPair(pair, origins));
    const parts = countByParts(folders, pairs, DUPLICATE_KINDS);
    const files: string[] = [];
    if (out !== undefined) {
      await writeFileAtomically(out, pairsAsCsv(pairs));
      files.push(`${out}: ${formatCount(pairs.length, 'pair')}`);
    }
    if (page !== undefined) {
      const { renderDuplicates } = await import('@rs-sam/report');
      const shown = pairs.slice(0, top);
      await writeFileAtomically(page, await renderDuplicates({ pairs: shown, counts: parts.map(formatPartsCount) }));
      files.push(`${page}: ${formatCount(shown.length, 'pair')}`);
    }
    const same = pairs.filter(({ kind }) => SAME_KINDS.includes(kind));
    const left = exclude === undefined ? null : await writeWithout(exclude, folders, same, options.force === true);
    if (left !== null) files.push(`${left.file}: without ${formatCount(left.excluded.length, 'image')} that leak`);
    const seconds = (performance.now() - began) / 1000;
    report.result({ images: total, seconds, parts, exclude: left, pairs }, () => [
      ...(pairs.length > 0 && top > 0 ? formatPairs(pairs.slice(0, top)) : []),
      ...(pairs.length > top ? [`and ${formatCount(pairs.length - top, 'pair')} more: --out writes all`] : []),
      ...parts.map(formatPartsCount),
      `${formatCount(total, 'image')} in ${formatSeconds(seconds)}`,
      ...files,
    ]);
  },
});

/** Whether this command wrote a file. */
const isCsv: Recognised = async (path) => {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.startsWith(CSV_HEAD);
};

/** @throws {UsageError} where a flag is not given once for each folder. */
function checkCounts(folders: readonly string[], flags: Readonly<Record<string, readonly string[]>>): void {
  for (const [flag, values] of Object.entries(flags)) {
    if (values.length !== 0 && values.length !== folders.length) {
      const given = formatCount(values.length, 'time');
      throw new UsageError(
        `--${flag} is given ${given} for ${formatCount(folders.length, 'folder')}: give one for each, in their order.`,
      );
    }
  }
}

/** The fingerprints of the images of a folder that can be read, with their features where a store is given. */
async function readFingerprints(
  { name, images }: ComparedFolder,
  store: string | undefined,
  report: Reporter,
  signal: AbortSignal,
): Promise<Fingerprint[]> {
  const { addFeatures, fingerprintImages } = await import('@rs-sam/vision-features/node/duplicates');
  const reading = report.progress({ label: name, total: images.length, unit: 'images' });
  const broken: string[] = [];
  const fingerprints = await fingerprintImages({
    images,
    signal,
    onBroken: (_, error) => broken.push(error.message),
    onProgress: (done) => reading.update(done, broken.length > 0 ? `${broken.length} broken` : undefined),
  }).finally(() => reading.stop());
  const skipped = broken.map((message) => `skipped: ${message}`);
  noteFirst(report, skipped, (count) => `${formatCount(count, 'image')} more that cannot be read`);
  return store === undefined ? fingerprints : addFeatures(fingerprints, store, { signal });
}
