import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SyntheticDataset, type SyntheticOptions, syntheticDataset } from '../synthetic/synthetic-dataset';
import { renderScene } from './render-scene';

/** Scenes that are drawn side by side: `sharp` draws each on a thread of its own. */
const AT_A_TIME = 8;

/**
 * Writes a synthetic data set as real ones circulate: pictures in `images/`, captions in `dataset.json` (Karpathy JSON);
 * beside them `scenes.jsonl`, a line for each image with its objects' boxes and the words of each caption that name them.
 */
export async function writeSyntheticDataset(folder: string, options: SyntheticOptions): Promise<SyntheticDataset> {
  const synthetic = syntheticDataset(options);
  const { images } = synthetic.dataset;
  await mkdir(join(folder, 'images'), { recursive: true });
  for (let first = 0; first < images.length; first += AT_A_TIME) {
    const scenes = synthetic.scenes.slice(first, first + AT_A_TIME);
    await Promise.all(
      scenes.map(async (scene, index) =>
        writeFile(join(folder, 'images', images[first + index]?.file ?? ''), await renderScene(scene)),
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
  await writeFile(
    join(folder, 'dataset.json'),
    `${JSON.stringify({ dataset: 'synthetic', images: entries }, null, 1)}\n`,
  );
  const scenes = synthetic.scenes.map(({ svg, ...scene }, index) =>
    JSON.stringify({ id: images[index]?.id, ...scene }),
  );
  await writeFile(join(folder, 'scenes.jsonl'), `${scenes.join('\n')}\n`);
  return synthetic;
}
