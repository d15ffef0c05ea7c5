import { CommandError } from '../../program/command-error';
import { defineCommand } from '../../program/command-file';

export const weightsVerify = defineCommand<object>({
  name: 'weights verify',
  summary: 'verify installed weights by their hashes',
  description: 'Exits with code 1 if any are damaged.',
  examples: ['weights verify', 'weights verify resnet-50-npm'],
  configure: (command) => command.argument('[id]', 'a name of `weights list` (default: all installed weights)'),
  async run({ operands: [id], report }) {
    const { verifyWeights, weightsFolder } = await import('@rs-sam/vision-features/node/weights');
    const verdicts = await verifyWeights(id);
    for (const { weights, problem } of verdicts) {
      const told = problem?.message ?? `as published by ${weights.source}`;
      report.result(
        { id: weights.id, good: problem === undefined, problem: problem?.message ?? null },
        () => `${problem ? '✗' : '✓'} ${weights.id}: ${told}`,
      );
    }
    if (verdicts.length === 0)
      report.note(`No weights are installed in ${weightsFolder()}. Download some: rs-sam weights pull resnet-50`);
    const damaged = verdicts.filter(({ problem }) => problem !== undefined);
    const ids = damaged.map(({ weights }) => weights.id).join(', ');
    if (damaged.length > 0) throw new CommandError(`Damaged weights: ${ids}. Delete them and pull them again.`);
  },
});
