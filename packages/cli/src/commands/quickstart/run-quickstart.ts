import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { partOf } from '@rs-sam/datasets/splits';
import { evaluateCheckpoint, formatEvaluation } from '@rs-sam/evaluation';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { printableData } from '@rs-sam/foundation/text';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { renderReport } from '@rs-sam/report';
import { openEngine } from '../../data/open-retrieval-data';
import { pullWithProgress } from '../../data/pull-with-progress';
import { evaluationProgress } from '../../output/evaluation-progress';
import { BEST_EXPLAINED } from '../../output/legend';
import type { Reporter } from '../../output/reporter';
import { answerQueries } from './answer-queries';
import { chooseRegions, extractRegions } from './extract-regions';
import { formatAnswers } from './format-answers';
import { formatShares, summariseShares } from './format-shares';
import { measureAttention } from './measure-attention';
import { drawScenes, openFolder } from './open-dataset';
import { prepareFolder } from './prepare-folder';
import { searchTiles } from './search-tiles';
import { trainModel } from './train-model';

const SCENES = 360;

interface Quickstart {
  /** The user's data set; undefined: synthetic scenes. */
  readonly given: string | undefined;
  /** Everything is written here. */
  readonly folder: string;
  readonly commandLine: string;
  readonly report: Reporter;
  readonly signal: AbortSignal;
}

/** Regions, a training, an evaluation, searches and a page, in this order; what an earlier run has finished is not repeated. */
export async function runQuickstart({ given, folder: out, commandLine, report, signal }: Quickstart): Promise<void> {
  const began = performance.now();
  const step = (text: string): void => {
    signal.throwIfAborted();
    report.note(`[${((performance.now() - began) / 1000).toFixed(0)} s] ${text}`);
  };
  await prepareFolder(out);
  const engine = await openEngine(undefined, report);
  step('The network that makes regions of an image');
  const source = await chooseRegions(() => pullWithProgress('resnet-50', { signal }, report));
  report.result({ event: 'network', backbone: source.name }, () => indented(source.reason.split('\n')));

  step(given ? `The data set ${given}` : `${SCENES} synthetic aerial scenes, drawn with captions and boxes`);
  const data = given
    ? await openFolder(given, report)
    : await drawScenes(join(out, 'data'), SCENES, { report, signal });
  const parts = ['train', 'val', 'test'].map((part) => [part, partOf(data.dataset, part).images.length] as const);
  report.result({ event: 'dataset', folder: data.folder, parts: Object.fromEntries(parts) }, () =>
    indented([parts.map(([part, count]) => `${count} ${part}`).join(', ')]),
  );

  step('Regions of every image');
  const features = await extractRegions(data, source, { out, report, signal });
  try {
    step('Training a small SAM, text to image');
    const folder = join(out, `run-${source.name}`);
    const checkpoint = await trainModel({ dataset: data.dataset, features, folder, engine, signal }, report);

    step('Evaluation on the test images, which were not used in training');
    const evaluation = join(folder, 'test');
    const watch = evaluationProgress(report, 'evaluate');
    const how = { checkpoint, dataset: data.dataset, features, folder: evaluation, engine, signal };
    const result = await evaluateCheckpoint({
      ...{ ...how, commandLine, examples: {}, onProgress: watch.update },
    }).finally(watch.stop);
    report.result({ event: 'evaluation', folder: evaluation, ...result }, () => [
      ...formatEvaluation(printableData(result)).split('\n'),
      BEST_EXPLAINED,
    ]);

    const trained = await loadCheckpoint(folderSource(checkpoint));
    try {
      if (!given) {
        step('Do words attend to the objects that they name?');
        const shares = summariseShares(await measureAttention(data, features, trained));
        report.result({ event: 'attention', ...shares }, () => indented(formatShares(shares)));
      }
      step('Two text queries and two image queries; ✓ marks the right results');
      const answers = await answerQueries(data, features, trained);
      report.result({ event: 'queries', answers }, () => indented(formatAnswers(answers)));
    } finally {
      trained.model.dispose();
    }

    // The pretrained models are of ResNet-50's regions.
    if (source.name === 'resnet-50') {
      step('The test images as a gallery without captions, searched by a model of @rs-sam/pretrained');
      const answers = await searchTiles(data, { out, report, signal });
      report.result({ event: 'gallery', answers }, () => indented(formatAnswers(answers)));
    }

    const file = join(out, 'report.html');
    await writeFileAtomically(file, await renderReport({ evaluations: [evaluation], imageFolder: data.folder }));
    step('The page with these results, curves and images');
    report.result({ event: 'end', file }, () => indented([`${file}. Open ${pathToFileURL(file)}`]));
  } finally {
    await features.close();
  }
}

const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
