import { basename, resolve } from 'node:path';
import { nameForFolder } from '../../data/name-for-folder';
import { besides, FORCE_FLAG, type ForceFlag, jsonWith, refuseOverwriting } from '../../data/own-files';
import { readCaptions } from '../../data/read-captions';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { formatCount, formatPercent } from '../../output/format-count';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

/** What `classify` writes; the charts are its own where the result is. */
const isResult = jsonWith({ features: undefined, l2: undefined, trials: undefined, test: undefined });
const CLASSIFICATION_FILES = {
  'result.json': isResult,
  'accuracy.svg': besides('result.json', isResult),
  'confusion.svg': besides('result.json', isResult),
};

interface Options extends ReadingFlags, ForceFlag {
  readonly features?: string;
  readonly out?: string;
}

/** Accuracy that most classes exceed in the paper's Fig. 7. */
const PAPER = 0.9;

export const classify = defineCommand<Options>({
  name: 'classify',
  summary: 'classify scenes by frozen features: accuracy by class, confusion matrix, charts',
  description:
    "Multinomial logistic regression on the mean of an image's regions: trained on the part train, its regularisation " +
    'chosen on val, tested on test. The same features give the same result.',
  examples: ['classify data/ucm --features features/ucm-resnet-50 --out results/ucm-classifier'],
  configure: (command) => {
    command
      .argument('<folder>', 'folder of a data set: a caption file with classes and splits')
      .option('--features <store>', 'feature store of its images, made by `extract`')
      .option('--out <folder>', 'folder of result.json and the charts (default: classify/<data set>-<backbone>)')
      .option(...FORCE_FLAG);
    addReadingFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    if (options.features === undefined)
      throw new UsageError('--features is missing: name a feature store that `extract` made.');
    const { trainLinearClassifier } = await import('@rs-sam/vision-features/classify');
    const { openFeatureStore } = await import('@rs-sam/vision-features/node');
    const { readPooledFeatures } = await import('@rs-sam/vision-features/node/classify');
    const { labelledSplit } = await import('../../data/labelled-split');
    const { writeClassification } = await import('./write-classification');
    const { classNames, parts, heldOut } = labelledSplit((await readCaptions(folder, options, report)).dataset);
    if (heldOut)
      report.note('The data set has no part val: every tenth training image of a class is used for validation.');

    const store = await openFeatureStore(options.features);
    const { backbone, layer, weights, preprocessing, engine } = store.manifest;
    const dataset = basename(resolve(folder));
    const out = options.out ?? `classify/${dataset}-${nameForFolder(backbone)}`;
    const total = Object.values(parts).reduce((sum, images) => sum + images.length, 0);
    let read = 0;
    const labelled = async (images: (typeof parts)['train'], onRead: (done: number) => void) => {
      const names = images.map(({ file }) => file);
      const features = await readPooledFeatures(store, names, { signal, onProgress: (done) => onRead(read + done) });
      read += images.length;
      return { features, labels: Int32Array.from(images, ({ label }) => label) };
    };
    const readAll = async () => {
      await refuseOverwriting(out, CLASSIFICATION_FILES, options.force);
      const reading = report.progress({ label: 'read', total, unit: 'images' });
      try {
        const onRead = (done: number) => reading.update(done);
        const train = await labelled(parts.train, onRead);
        const validation = await labelled(parts.validation, onRead);
        return { train, validation, test: await labelled(parts.test, onRead) };
      } finally {
        reading.stop();
      }
    };
    const { train, validation, test } = await readAll().finally(() => store.close());

    const training = report.progress({ label: 'train', total: 5, unit: 'strengths' });
    const classifier = await trainLinearClassifier({
      classNames,
      train,
      validation,
      signal,
      onStrength: ({ l2, validationAccuracy }, done) =>
        training.update(done, `λ ${l2}: ${formatPercent(validationAccuracy)} on validation`),
    }).finally(() => training.stop());

    const result = {
      dataset,
      images: { train: parts.train.length, validation: parts.validation.length, test: parts.test.length },
      features: { backbone, layer, weights, preprocessing, engine },
      l2: classifier.l2,
      trials: classifier.trials,
      test: classifier.test(test),
    };
    const files = await writeClassification(out, `${dataset}, ${backbone}`, result);
    const above = result.test.perClass.filter(({ accuracy }) => accuracy !== null && accuracy > PAPER).length;
    report.result({ ...result, files }, () => [
      `${formatPercent(result.test.accuracy)} of ${formatCount(result.test.images, 'test image')} right, λ ${result.l2}`,
      `${above} of ${formatCount(classNames.length, 'class', 'classes')} above ${formatPercent(PAPER)}`,
      ...result.test.perClass.map(
        ({ name, accuracy, images }) =>
          `  ${name}: ${accuracy === null ? 'no test images' : `${formatPercent(accuracy)} of ${images}`}`,
      ),
      ...files,
    ]);
  },
});
