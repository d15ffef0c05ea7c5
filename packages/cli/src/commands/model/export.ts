import { Option } from 'commander';
import { checkpointFolder } from '../../data/checkpoint-folder';
import { addForceFlag, type ForceFlag, folderOf, refuseOverwriting } from '../../data/own-files';
import { CHECKPOINT } from '../../data/own-run';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';

interface Options extends ForceFlag {
  readonly out?: string;
  readonly dtype: 'float16' | 'float32';
}

export const checkpointExport = defineCommand<Options>({
  name: 'checkpoint export',
  summary: 'copy a trained model without the state of its training, in half precision',
  description:
    'Writes weights, vocabulary, configuration and shortlist head: a model to pass on, which every command reads. float16 halves the file. Evaluate it ' +
    'to see what the rounding costs.',
  examples: [
    'checkpoint export runs/ucm --out models/ucm',
    'checkpoint export runs/ucm --dtype float32 --out models/ucm',
  ],
  configure: (command) => {
    command
      .argument('<checkpoint>', 'a run, whose best checkpoint is taken, or a checkpoint')
      .option('--out <folder>', 'folder of the copy (required)')
      .addOption(
        new Option('--dtype <type>', 'type of the weights').choices(['float16', 'float32']).default('float16'),
      );
    addForceFlag(command);
  },
  async run({ operands: [checkpoint = ''], options: { out, dtype, force }, report }) {
    if (out === undefined) throw new UsageError('--out is missing: name a folder for the copy.');
    await refuseOverwriting(out, { '': folderOf('rs-sam-checkpoint', CHECKPOINT) }, force);
    const source = await checkpointFolder(checkpoint);
    const { exportCheckpoint } = await import('@rs-sam/training');
    const { bytes, largestRounding } = await exportCheckpoint({
      checkpoint: source,
      out,
      dtype,
    });
    const { copyShortlist } = await import('@rs-sam/search/node');
    await copyShortlist(source, out);
    report.result({ out, dtype, bytes, largestRounding }, () => [
      `${out}: ${(bytes / 1e6).toFixed(1)} MB in ${dtype}`,
      ...(largestRounding > 0
        ? [`Largest rounding of a weight: ${largestRounding.toExponential(1)} of the largest weight of its tensor.`]
        : []),
    ]);
  },
});
