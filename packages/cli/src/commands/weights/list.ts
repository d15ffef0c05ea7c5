import { defineCommand } from '../../program/command-file';

export const weightsList = defineCommand<object>({
  name: 'weights list',
  summary: 'list the available weights of backbones, and which are installed',
  examples: ['weights list'],
  configure: () => undefined,
  async run({ report }) {
    const { listWeights, weightsFolder } = await import('@rs-sam/vision-features/node/weights');
    const all = await listWeights();
    const width = Math.max(...all.map(({ id }) => id.length));
    report.result({ folder: weightsFolder(), weights: all }, () => {
      const lines = all.map(({ id, installed, source, licence }) =>
        [installed ? '✓' : ' ', id.padEnd(width), source, licence && `(${licence})`].filter(Boolean).join(' '),
      );
      return [`✓ installed in ${weightsFolder()}`, ...lines];
    });
  },
});
