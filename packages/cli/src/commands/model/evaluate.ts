import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printableData } from '@rs-sam/foundation/text';
import type { TiePolicy } from '@rs-sam/retrieval-metrics';
import { Option } from 'commander';
import { checkpointFolder, isPretrained } from '../../data/checkpoint-folder';
import { nameForFolder } from '../../data/name-for-folder';
import { openRetrievalData } from '../../data/open-retrieval-data';
import { addForceFlag, besides, type ForceFlag, jsonWith, refuseOverwriting } from '../../data/own-files';
import { requirePart } from '../../data/require-part';
import { tokenStore } from '../../data/token-store';
import { addDataFlags, type DataFlags } from '../../options/data-flags';
import { wholeNumber } from '../../options/option-parsers';
import { parseViews } from '../../options/parse-views';
import { addTextNetworkFlag } from '../../options/text-network-flag';
import { evaluationProgress } from '../../output/evaluation-progress';
import { BEST_EXPLAINED } from '../../output/legend';
import { formatCommand } from '../../output/quote-word';
import { tokensProgress } from '../../output/tokens-progress';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

/** What `evaluate` writes; scores may be there before the result. */
const isResult = jsonWith({ format: 'rs-sam-evaluation' });
const isScored = jsonWith({ fingerprint: undefined });
const EVALUATION_FILES = {
  'result.json': isResult,
  'scores.json': isScored,
  'scores.npy': besides('scores.json', isScored),
  'examples.json': besides('result.json', isResult),
};

interface Options extends DataFlags, ForceFlag {
  readonly part?: string;
  readonly views?: string;
  readonly hubnessBank?: number;
  readonly out?: string;
  readonly ties: TiePolicy;
  readonly examples: number;
  readonly runDepth?: number;
  readonly pretrainedWords?: string;
  readonly textNetwork?: string;
}

const TIES = ['expected', 'optimistic', 'pessimistic', 'index', 'index-descending'];

export const evaluate = defineCommand<Options>({
  name: 'evaluate',
  summary: 'evaluate a trained model, or an ensemble of several, on a part of the split',
  description:
    'Writes result.json (figures, intervals, the class-perfect line), scores.npy and examples.json. A folder may be a run, whose ' +
    'best checkpoint is used; in an ensemble also an evaluation, whose scores are used. Existing scores are not computed again.',
  examples: [
    'evaluate runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
    'evaluate runs/ucm-t2i runs/ucm-i2t --out runs/ucm-ensemble --dataset data/ucm --features features/ucm-resnet-50',
    'evaluate results/t2i results/i2t --out results/both --dataset data/ucm --features features/ucm-resnet-50',
  ],
  configure(command) {
    command.argument(
      '<checkpoint...>',
      'checkpoints, runs, pretrained:<name> or, in an ensemble, evaluations; the scores of an ensemble are added',
    );
    addDataFlags(command);
    command
      .option('--part <name>', 'part of the split (default: test, or that of the evaluations)')
      .option(
        '--views <which>',
        'score each image by its mean over these augmentation views: identity, all, or names separated by commas (default: ' +
          'identity, or those of the evaluations)',
      )
      .option(
        '--hubness-bank <images>',
        'lower the score of items that are near to everything: how near is measured with this many training images and a caption of each, as 600',
        wholeNumber(1),
      )
      .option(
        '--pretrained-words <file>',
        'table for words that are not in the training captions and for misspelled ones: the file that the model was trained ' +
          'with, or glove (default: such words are <unk>)',
      );
    addTextNetworkFlag(command);
    command
      .option('--out <folder>', 'folder of the result (default: named for the part, beside the checkpoint)')
      .addOption(new Option('--ties <policy>', 'rank of items with equal scores').choices(TIES).default('expected'))
      .option('--examples <count>', 'example queries per direction for the report', wholeNumber(0), 4)
      .option('--run-depth <items>', 'write TREC runs with this many items per query', wholeNumber(1));
    addForceFlag(command);
  },
  async run({ operands, options, commandLine, report, signal }) {
    const { out, part = 'test' } = options;
    if (operands.length > 1 && out === undefined) {
      throw new UsageError(
        '--out is missing: name a folder for the ensemble. The result of each model is written beside its checkpoint.',
      );
    }
    const packaged = operands.find(isPretrained);
    if (packaged !== undefined && (operands.length > 1 || out === undefined)) {
      throw new UsageError(
        `${packaged}: the result cannot be written beside a model of a package. Evaluate it alone with --out; an ensemble takes the evaluations.`,
      );
    }
    const checkpoints = await Promise.all(operands.map(checkpointFolder));
    const views = await parseViews(options.views ?? 'identity');
    const { evaluateCheckpoint, evaluateEnsemble, formatEvaluation } = await import('@rs-sam/evaluation');
    const { dataset, features, engine } = await openRetrievalData(options, report);
    try {
      const isEvaluation = (folder: string) => checkpoints.length > 1 && existsSync(join(folder, 'result.json'));
      for (const folder of checkpoints.filter(isEvaluation)) await checkEvaluated(folder, options);
      if (!checkpoints.every(isEvaluation))
        requirePart(dataset, part, 'Choose one with --part, or give another split with --split.');
      const { ties, runDepth, examples: count } = options;
      const common = {
        ...{ dataset, ties, commandLine },
        ...(runDepth !== undefined && { runDepth }),
        ...(count > 0 && { examples: { count } }),
      };
      const folderOf = (checkpoint: string): string => {
        if (checkpoints.length === 1 && out !== undefined) return out;
        const inViews = views.length === 1 ? '' : `-${views.length}-views`;
        const withBank = options.hubnessBank === undefined ? '' : `-bank-${options.hubnessBank}`;
        return join(dirname(checkpoint), `${nameForFolder(part)}${inViews}${withBank}`);
      };
      for (const folder of new Set(checkpoints.length > 1 ? [out as string] : checkpoints.map(folderOf)))
        await refuseOverwriting(folder, EVALUATION_FILES, options.force);
      const folders = checkpoints.map((folder) => (isEvaluation(folder) ? folder : folderOf(folder)));
      const pretrained = await namedTable(options.pretrainedWords);
      let result: Awaited<ReturnType<typeof evaluateCheckpoint>> | undefined;
      for (const [at, checkpoint] of checkpoints.entries()) {
        if (isEvaluation(checkpoint)) continue;
        const folder = folders[at] as string;
        const watch = evaluationProgress(report, checkpoint);
        const tokens = tokensProgress(report);
        const onProgress = watch.update;
        const { hubnessBank: images } = options;
        const how = { ...common, checkpoint, features, folder, pretrained, part, views, engine, signal, onProgress };
        const bank = images === undefined ? {} : { hubness: { images } };
        const reading = { textNetwork: options.textNetwork, tokenStore: tokenStore(), onTokens: tokens.update };
        result = await evaluateCheckpoint({ ...how, ...reading, ...bank }).finally(() => {
          tokens.stop();
          watch.stop();
        });
      }
      if (checkpoints.length > 1) {
        result = await evaluateEnsemble({ ...common, evaluations: folders, folder: out as string });
      }
      const folder = checkpoints.length > 1 ? (out as string) : (folders[0] as string);
      const text = formatEvaluation(printableData(result as NonNullable<typeof result>)).split('\n');
      const next = `Next: ${formatCommand(['report', folder], { dataset: options.dataset })}`;
      report.result({ folder, ...result }, () => [
        ...text,
        BEST_EXPLAINED,
        '',
        `Written to ${join(folder, 'result.json')}. ${next}`,
      ]);
    } finally {
      await features.close();
    }
  },
});

/** The table of words that a flag names. */
async function namedTable(name: string | undefined) {
  if (name === undefined) return undefined;
  const { readWordTable } = await import('@rs-sam/pretrained/node');
  return readWordTable(name);
}

/** @throws {UsageError} where an evaluation is of another part or of other views than the flags name: its scores are used as they are. */
async function checkEvaluated(folder: string, { part, views, hubnessBank }: Options): Promise<void> {
  const { readEvaluation } = await import('@rs-sam/evaluation');
  const result = await readEvaluation(folder);
  const wanted = views === undefined ? undefined : await parseViews(views);
  const differs = (flag: string, has: string) =>
    new UsageError(`${folder} is an evaluation of ${has}: leave ${flag} out, or name the run to evaluate it again.`);
  if (part !== undefined && part !== result.data.part) throw differs('--part', `the part ${result.data.part}`);
  if (wanted !== undefined && wanted.join() !== result.views.join())
    throw differs('--views', `the views ${result.views.join(', ')}`);
  if (hubnessBank !== undefined && hubnessBank !== result.hubness?.images)
    throw differs('--hubness-bank', result.hubness ? `a bank of ${result.hubness.images} images` : 'no bank');
}
