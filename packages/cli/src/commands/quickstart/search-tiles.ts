import { join } from 'node:path';
import { partOf } from '@rs-sam/datasets/splits';
import { pretrainedFolder, readGloveWords } from '@rs-sam/pretrained/node';
import { loadSearcher } from '@rs-sam/search';
import { folderGallery, indexImages } from '@rs-sam/search/node';
import type { Place } from './extract-regions';
import type { Answer } from './format-answers';
import type { OpenDataset } from './open-dataset';

/** "jetliner" and "apron" are in no caption that the model was trained on. */
const SENTENCES = ['a jetliner on the apron', 'boats in the blue water'];

/**
 * A gallery of the test images, without their captions, by a model that was trained on real aerial images; and the three best images of
 * two sentences.
 */
export async function searchTiles({ folder, dataset }: OpenDataset, { out, report, signal }: Place): Promise<Answer[]> {
  const images = partOf(dataset, 'test').images.map(({ file }) => ({ name: file, file: join(folder, file) }));
  const gallery = join(out, 'gallery');
  let progress: ReturnType<typeof report.progress> | undefined;
  await indexImages({
    ...{ images, root: folder, checkpoint: pretrainedFolder('rsicd-ucm-t2i'), out: gallery, signal },
    onProgress: ({ phase, done, total }) => {
      if (phase === 'verify') return;
      progress ??= report.progress({ label: 'index', total, unit: 'images', from: done });
      progress.update(done);
    },
  }).finally(() => progress?.stop());
  const searcher = await loadSearcher(folderGallery(gallery), { pretrained: await readGloveWords() });
  try {
    const answers: Answer[] = [];
    for (const text of SENTENCES) {
      const { results } = await searcher.byText({ text, pageSize: 3, fits: null });
      const found = results.map(({ score, item }) => ({ text: item.file, score, right: null }));
      answers.push({ query: `"${text}"`, found });
    }
    return answers;
  } finally {
    await searcher.close();
  }
}
