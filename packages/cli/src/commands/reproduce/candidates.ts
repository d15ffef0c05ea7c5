import { addPlanFlags, addReproductionFlags, type ReproductionFlags } from '../../options/reproduction-flags';
import { defineCommand } from '../../program/command-file';
import { runChanges } from './run-changes';

interface Options extends ReproductionFlags {
  readonly init?: string;
}

export const reproduceCandidates = defineCommand<Options>({
  name: 'reproduce candidates',
  summary: 'measure the effect of each change that may make a model better',
  description:
    'Trains SAM t-i with the preset tuned, and with what was tried to improve it: averaged weights, pretrained words, a training on another ' +
    'data set before (--init), InfoNCE, dropout, weight decay, α, larger projections and batches, folded spelling, more epochs. Evaluates ' +
    'on the validation part, because the result is used to choose. Existing results are verified and not repeated.',
  examples: [
    'reproduce candidates --dataset data/ucm --features features/ucm-two-levels --init runs/rsicd-t2i',
    'reproduce candidates --dataset data/ucm --features features/ucm-two-levels --rows tuned,ema',
  ],
  configure(command) {
    addReproductionFlags(command);
    addPlanFlags(command);
    command.option('--init <folder>', 'run or checkpoint that the row init starts from (default: that row is skipped)');
  },
  async run(invocation) {
    const { candidatesPlan } = await import('@rs-sam/reproduction');
    await runChanges('candidates', candidatesPlan(), invocation);
  },
});
