import { lstat, readFile } from 'node:fs/promises';
import { defineCommand } from '../../program/command-file';

interface Options {
  readonly seed: string;
  readonly boxes: boolean;
  readonly force?: boolean;
}

export const datasetContactSheet = defineCommand<Options>({
  name: 'dataset contact-sheet',
  summary: 'draw one synthetic scene of each class into one image',
  description: 'Writes a PNG with each scene, its class and one of its captions.',
  examples: ['dataset contact-sheet scenes.png --seed 7 --boxes'],
  configure: (command) =>
    command
      .argument('<file.png>', 'file of the image')
      .option('--seed <seed>', 'the same seed gives the same scenes', '1')
      .option('--boxes', 'draw the boxes of the objects that the captions name', false)
      .option('--force', 'replace a file that is there already'),
  async run({ operands: [file = ''], options: { seed, boxes, force = false }, report }) {
    const { writeFileAtomically } = await import('@rs-sam/foundation/files');
    const { SCENE_CLASSES, syntheticDataset } = await import('@rs-sam/datasets/synthetic');
    const { ExistingFilesError, renderContactSheet } = await import('@rs-sam/datasets/node');
    const { scenes } = syntheticDataset({ images: SCENE_CLASSES.length, seed });
    const sheet = await renderContactSheet(scenes, { boxes });
    const kind = await lstat(file).catch(() => null);
    if (kind && !force && !(kind.isFile() && sheet.equals(await readFile(file)))) throw new ExistingFilesError([file]);
    await writeFileAtomically(file, sheet);
    report.result({ file, scenes: scenes.length }, () => `${file}: ${scenes.length} scenes`);
  },
});
