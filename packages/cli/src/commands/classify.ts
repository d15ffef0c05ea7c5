import { basename, resolve } from 'node:path';
import { defineCommand } from '../command-file';
import { UsageError } from '../usage-error';

interface Options {
  readonly features?: string;
  readonly out?: string;
}

/** Accuracy that most classes surpass in the paper's Fig. 7. */
const PAPER = 0.9;

export const classify = defineCommand<Options>({
  name: 'classify',
  summary: 'tell scene classes apart by frozen features: accuracy by class, confusion matrix, charts',
  description:
    'Multinomial logistic regression on the mean of an image’s regions, learned on the split train, its strength of ' +
    'regularisation chosen on val, tested on test. It draws nothing at random.',
  examples: ['classify data/ucm --features features/ucm-resnet-50 --out results/ucm-classifier'],
  configure: (command) =>
    command
      .argument('<folder>', 'folder of a data set: a caption file with classes and splits')
      .option('--features <store>', 'the feature store of its pictures, as `extract` makes it')
      .option('--out <folder>', 'where result.json and the charts go (default: classify/<data set>-<backbone>)'),
  async run({ operands: [folder = ''], options, report, signal }) {
    if (options.features === undefined)
      throw new UsageError('--features is missing: name a store that `extract` made.');
    const { readDataset } = await import('@rs-sam/datasets/node');
    const { trainLinearClassifier } = await import('@rs-sam/vision-features/classify');
    const { openFeatureStore } = await import('@rs-sam/vision-features/node');
    const { readPooledFeatures } = await import('@rs-sam/vision-features/node/classify');
    const { labelledSplit } = await import('../classify/labelled-split');
    const { percent, writeClassification } = await import('../classify/write-classification');
    const { classes, parts, heldOut } = labelledSplit((await readDataset(folder)).dataset);
    if (heldOut) report.note('The data set has no split val: every tenth training image of a class serves as such.');

    const store = await openFeatureStore(options.features);
    const { backbone, layer, weights, preprocessing, engine } = store.manifest;
    const total = Object.values(parts).reduce((sum, images) => sum + images.length, 0);
    const reading = report.progress({ label: 'read', total, unit: 'images' });
    let read = 0;
    const labelled = async (images: (typeof parts)['train']) => {
      const names = images.map(({ file }) => file);
      const onProgress = (done: number) => reading.update(read + done);
      const features = await readPooledFeatures(store, names, { signal, onProgress });
      read += images.length;
      return { features, labels: Int32Array.from(images, ({ label }) => label) };
    };
    const train = await labelled(parts.train);
    const validation = await labelled(parts.validation);
    const test = await labelled(parts.test).finally(() => reading.stop());
    await store.close();

    const training = report.progress({ label: 'train', total: 5, unit: 'strengths' });
    const classifier = await trainLinearClassifier({
      classNames: classes,
      train,
      validation,
      signal,
      onStrength: ({ l2, validationAccuracy }, done) =>
        training.update(done, `λ ${l2}: ${percent(validationAccuracy)} on validation`),
    }).finally(() => training.stop());

    const dataset = basename(resolve(folder));
    const out = options.out ?? `classify/${dataset}-${backbone}`;
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
    report.result({ ...result, files }, () =>
      [
        `${percent(result.test.accuracy)} of ${result.test.images} test images right, λ ${result.l2}`,
        `${above} of ${classes.length} classes above ${percent(PAPER)}`,
        ...result.test.perClass.map(
          ({ name, accuracy, images }) =>
            `  ${name}: ${accuracy === null ? 'no images' : percent(accuracy)} of ${images}`,
        ),
        ...files,
      ].join('\n'),
    );
  },
});
