import { addPlanFlags, addReproductionFlags, type ReproductionFlags } from '../../options/reproduction-flags';
import { defineCommand } from '../../program/command-file';
import { runChanges } from './run-changes';

export const reproduceOpenPoints = defineCommand<ReproductionFlags>({
  name: 'reproduce open-points',
  summary: 'measure the effect of each choice that the paper leaves open',
  description:
    'Trains SAM t-i with the preset tuned, and with one change at a time: clip, normalisation axis, candidate, α, negatives, projection, ' +
    'norms, optimiser, batch size, augmentation views, dropout. Evaluates on the validation part, because the result is used to choose. ' +
    'Existing results are verified and not repeated.',
  examples: [
    'reproduce open-points --dataset data/ucm --features features/ucm-views',
    'reproduce open-points --dataset data/ucm --features features/ucm-views --rows tuned,clip-relu --seeds 1',
  ],
  configure(command) {
    addReproductionFlags(command);
    addPlanFlags(command);
  },
  async run(invocation) {
    const { openPointsPlan } = await import('@rs-sam/reproduction');
    await runChanges('open-points', openPointsPlan(), invocation);
  },
});
