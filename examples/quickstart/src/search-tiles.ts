import { join } from 'node:path';
import { partOf } from '@rs-sam/datasets/splits';
import { pretrainedFolder, readGloveWords } from '@rs-sam/pretrained/node';
import { loadSearcher } from '@rs-sam/search';
import { folderGallery, indexImages } from '@rs-sam/search/node';
import type { OpenDataset } from './open-dataset';
import { endProgress, progressLine } from './progress-line';

/** "jetliner" and "apron" are in no caption that the model was trained on. */
const SENTENCES = ['a jetliner on the apron', 'boats in the blue water'];

/**
 * A gallery of the test images, without their captions, by a model that was trained on real aerial images; and the three best images of
 * two sentences.
 */
export async function searchTiles({ folder, dataset }: OpenDataset, out: string, signal: AbortSignal): Promise<string> {
  const images = partOf(dataset, 'test').images.map(({ file }) => ({ name: file, file: join(folder, file) }));
  const gallery = join(out, 'gallery');
  await indexImages({
    ...{ images, root: folder, checkpoint: pretrainedFolder('rsicd-ucm-t2i'), out: gallery, signal },
    onProgress: ({ done, total }) => progressLine(`${done} of ${total} images`),
  }).finally(endProgress);
  const searcher = await loadSearcher(folderGallery(gallery), { pretrained: await readGloveWords() });
  try {
    const lines: string[] = [];
    for (const text of SENTENCES) {
      const { results } = await searcher.byText({ text, pageSize: 3, fits: null });
      lines.push(`  "${text}"`, ...results.map(({ score, item }) => `     ${score.toFixed(3)}  ${item.file}`));
    }
    return lines.join('\n');
  } finally {
    await searcher.close();
  }
}
