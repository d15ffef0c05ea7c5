import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EvaluateOptions } from '@rs-sam/evaluation';
import type { TiePolicy } from '@rs-sam/retrieval-metrics';
import { Option } from 'commander';
import { checkpointOf } from '../checkpoint-of';
import { defineCommand } from '../command-file';
import { wholeNumber } from '../option-parsers';
import { parseViews } from '../parse-views';
import type { Reporter } from '../reporter';
import { addDataFlags, type DataFlags, openRetrievalData } from '../retrieval-data';
import { UsageError } from '../usage-error';

interface Options extends DataFlags {
  readonly part: string;
  readonly views: string;
  readonly out?: string;
  readonly ties: TiePolicy;
  readonly examples: number;
  readonly runDepth?: number;
}

const TIES = ['expected', 'optimistic', 'pessimistic', 'index', 'index-descending'];

export const evaluate = defineCommand<Options>({
  name: 'evaluate',
  summary: 'score a part of the split with a trained model, or with several as an ensemble',
  description:
    'Writes result.json (figures, intervals, the class-perfect line), scores.npy and examples.json.\n' +
    'A folder may be a run, whose best checkpoint is taken; of an ensemble also an evaluation, whose scores are taken as they are.\n' +
    'Scores that are there already are not computed again.',
  examples: [
    'evaluate runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
    'evaluate runs/ucm-t2i runs/ucm-i2t --out runs/ucm-ensemble --dataset data/ucm --features features/ucm-resnet-50',
    'evaluate results/t2i results/i2t --out results/both --dataset data/ucm --features features/ucm-resnet-50',
  ],
  configure(command) {
    command.argument('<checkpoint...>', 'checkpoints, runs or, of several, evaluations; their scores are added up');
    addDataFlags(command);
    command
      .option('--part <name>', 'part of the split', 'test')
      .option(
        '--views <which>',
        'each image’s score is the mean over these: identity, all, or names with commas',
        'identity',
      )
      .option('--out <folder>', 'where the result goes (default: the part’s name, beside the checkpoint)')
      .addOption(new Option('--ties <policy>', 'order of equal scores').choices(TIES).default('expected'))
      .option('--examples <count>', 'queries of each kind to keep for the report', wholeNumber(0), 4)
      .option('--run-depth <items>', 'write TREC runs of so many items a query', wholeNumber(1));
  },
  async run({ operands, options, commandLine, report, signal }) {
    const { out, part } = options;
    if (operands.length > 1 && out === undefined) {
      throw new UsageError(
        '--out is missing: name a folder for the ensemble; each model’s own result stays beside it.',
      );
    }
    const checkpoints = operands.map(checkpointOf);
    const views = await parseViews(options.views);
    const { evaluateCheckpoint, evaluateEnsemble, formatEvaluation } = await import('@rs-sam/evaluation');
    const { dataset, features, engine } = await openRetrievalData(options, report);
    try {
      const { ties, runDepth, examples: count } = options;
      const common = {
        ...{ dataset, ties, commandLine },
        ...(runDepth !== undefined && { runDepth }),
        ...(count > 0 && { examples: { count } }),
      };
      const folderOf = (checkpoint: string): string => {
        if (checkpoints.length === 1 && out !== undefined) return out;
        return join(dirname(checkpoint), views.length === 1 ? part : `${part}-${views.length}-views`);
      };
      const isEvaluation = (folder: string) => checkpoints.length > 1 && existsSync(join(folder, 'result.json'));
      const folders = checkpoints.map((folder) => (isEvaluation(folder) ? folder : folderOf(folder)));
      let result: Awaited<ReturnType<typeof evaluateCheckpoint>> | undefined;
      for (const [at, checkpoint] of checkpoints.entries()) {
        if (isEvaluation(checkpoint)) continue;
        const folder = folders[at] as string;
        const watch = watcher(report, checkpoint);
        const how = { ...common, checkpoint, features, folder, part, views, engine, signal, onProgress: watch.update };
        result = await evaluateCheckpoint(how).finally(watch.stop);
      }
      if (checkpoints.length > 1) {
        result = await evaluateEnsemble({ ...common, evaluations: folders, folder: out as string });
      }
      const folder = checkpoints.length > 1 ? (out as string) : (folders[0] as string);
      const text = formatEvaluation(result as NonNullable<typeof result>);
      const next = `Next: rs-sam report ${folder} --dataset ${options.dataset}`;
      report.result(
        { folder, ...result },
        () => `${text}\n\n${join(folder, 'result.json')} holds this and more. ${next}`,
      );
    } finally {
      await features.close();
    }
  },
});

/** A bar that begins with the first block: where the scores are there already, nothing is shown. */
function watcher(report: Reporter, checkpoint: string) {
  let bar: ReturnType<Reporter['progress']> | undefined;
  const update: NonNullable<EvaluateOptions['onProgress']> = ({ block, blocks }) => {
    bar ??= report.progress({ label: checkpoint, total: blocks, unit: 'blocks', from: block - 1 });
    bar.update(block);
  };
  return { update, stop: () => bar?.stop() };
}
