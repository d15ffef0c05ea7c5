import { join } from 'node:path';
import { runInProcess } from '../../packages/cli/test/run-in-process';

/** Makes a gallery of synthetic scenes, with a small model that is trained on their captions. */
export async function makeGallery(folder: string, images: number): Promise<string> {
  const [scenes, features, run, gallery] = ['scenes', 'features', 'run', 'gallery'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  const small = ['--epochs', '1', '--batch-size', '32', '--option', 'projection=64', '--option', 'embeddingDim=32'];
  const data = ['--dataset', scenes, '--features', features];
  await must(['dataset', 'synthesise', scenes, '--images', String(images)]);
  await must(['extract', scenes, '--backbone', 'sift', '--out', features]);
  await must(['train', run, ...data, ...small]);
  await must(['index', scenes, '--checkpoint', run, '--out', gallery]);
  return gallery;
}

async function must(words: readonly string[]): Promise<void> {
  const { code, stderr } = await runInProcess(words);
  if (code !== 0) throw new Error(`rs-sam ${words.join(' ')} ended with ${code}: ${stderr}`);
}
