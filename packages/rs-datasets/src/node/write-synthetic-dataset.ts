import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileWriteError, writeFileAtomically } from '@rs-sam/foundation/files';
import { type SyntheticDataset, type SyntheticOptions, syntheticDataset } from '../synthetic/synthetic-dataset';
import { renderScene } from './render-scene';

/** Scenes that are drawn in parallel: `sharp` draws each on its own thread. */
const AT_A_TIME = 8;

/**
 * Writes a synthetic data set in the usual form: images in `images/`, captions in `dataset.json` (Karpathy JSON, written last);
 * beside them `scenes.jsonl`, one line per image with the boxes of its objects and the words of each caption that name them.
 * @throws SyntheticError, InvalidOptionError as `syntheticDataset`
 * @throws FileWriteError where a file cannot be written
 * @throws MissingPackageError where `sharp` is not installed
 */
export async function writeSyntheticDataset(folder: string, options: SyntheticOptions): Promise<SyntheticDataset> {
  const synthetic = syntheticDataset(options);
  const { images } = synthetic.dataset;
  await mkdir(join(folder, 'images'), { recursive: true }).catch((error) => {
    throw new FileWriteError(join(folder, 'images'), error);
  });
  for (let first = 0; first < images.length; first += AT_A_TIME) {
    const scenes = synthetic.scenes.slice(first, first + AT_A_TIME);
    await Promise.all(
      scenes.map(async (scene, index) =>
        writeFileAtomically(join(folder, 'images', images[first + index]?.file ?? ''), await renderScene(scene)),
      ),
    );
  }
  const entries = images.map(({ file, split, className, captions }, index) => ({
    filename: file,
    imgid: index,
    split,
    cls: className,
    sentences: captions.map((raw) => ({ raw })),
  }));
  const scenes = synthetic.scenes.map(({ svg, ...scene }, index) =>
    JSON.stringify({ id: images[index]?.id, ...scene }),
  );
  await writeFileAtomically(join(folder, 'scenes.jsonl'), `${scenes.join('\n')}\n`);
  const captionFile = `${JSON.stringify({ dataset: 'synthetic', images: entries }, null, 1)}\n`;
  await writeFileAtomically(join(folder, 'dataset.json'), captionFile);
  return synthetic;
}
