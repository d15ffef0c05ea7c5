import { defineCommand } from '../command-file';

export const weightsVerify = defineCommand<object>({
  name: 'weights verify',
  summary: 'hold the weights that are there against their hashes',
  description: 'Ends with exit code 1 where any are damaged.',
  examples: ['weights verify', 'weights verify resnet-50-npm'],
  configure: (command) => command.argument('[id]', 'a name of `weights list` (default: all that are there)'),
  async run({ operands: [id], report }) {
    const { verifyWeights, weightsFolder } = await import('@rs-sam/vision-features/node/weights');
    const verdicts = await verifyWeights(id);
    for (const { weights, problem } of verdicts) {
      const told = problem?.message ?? `as ${weights.source} published it`;
      report.result(
        { id: weights.id, good: problem === undefined, problem: problem?.message ?? null },
        () => `${problem ? '✗' : '✓'} ${weights.id}: ${told}`,
      );
    }
    if (verdicts.length === 0)
      report.note(`There are no weights in ${weightsFolder()}. Fetch some: rs-sam weights pull resnet-50`);
    const damaged = verdicts.filter(({ problem }) => problem !== undefined);
    if (damaged.length > 0) throw new Error(`Damaged: ${damaged.map(({ weights }) => weights.id).join(', ')}.`);
  },
});
