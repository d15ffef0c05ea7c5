import { partOf } from '@rs-sam/datasets/splits';
import { searchCaptions, searchImages } from '@rs-sam/evaluation/search';
import type { LoadedCheckpoint } from '@rs-sam/models';
import type { FeatureStore } from '@rs-sam/vision-features/node';
import type { Answer } from './format-answers';
import type { OpenDataset } from './open-dataset';

/** Two text queries and two image queries on the test images, with three results each. */
export async function answerQueries(
  { dataset }: OpenDataset,
  features: FeatureStore,
  trained: LoadedCheckpoint,
): Promise<Answer[]> {
  const test = partOf(dataset, 'test');
  const options = { models: [trained], features, dataset: test };
  const { images } = test;
  const asked = [images[0], images[Math.floor(images.length / 2)]].filter((image) => image !== undefined);
  const texts = asked.map(({ captions }) => captions[0] ?? '');
  const files = asked.map(({ file }) => file);
  const byText = await searchImages(texts, options);
  const byImage = await searchCaptions(files, options);
  return [
    ...texts.map((text, query) => ({
      query: `"${text}"`,
      found: (byText[query] ?? [])
        .slice(0, 3)
        .map(({ item, score }) => ({ text: item.file, score, right: item.captions.includes(text) })),
    })),
    ...asked.map(({ file, captions }, query) => ({
      query: file,
      found: (byImage[query] ?? [])
        .slice(0, 3)
        .map(({ item, score }) => ({ text: item.caption, score, right: captions.includes(item.caption) })),
    })),
  ];
}
