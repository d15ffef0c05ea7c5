import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SCENE_CLASSES } from '../synthetic/scene-classes';
import { syntheticDataset } from '../synthetic/synthetic-dataset';
import { contactSheet } from './contact-sheet';

// pnpm contact-sheet <file.png> [--seed 1] [--boxes]: a scene of each class with a caption.
const options = { seed: { type: 'string', default: '1' }, boxes: { type: 'boolean', default: false } } as const;
const { values, positionals } = parseArgs({ allowPositionals: true, options });
const [path] = positionals;
if (path === undefined) {
  console.error('Usage: pnpm contact-sheet <file.png> [--seed 1] [--boxes]');
  process.exitCode = 1;
} else {
  const { scenes } = syntheticDataset({ images: SCENE_CLASSES.length, seed: values.seed });
  await writeFile(path, await contactSheet(scenes, { boxes: values.boxes }));
}
