import { partOf } from '@rs-sam/datasets/splits';
import { searchCaptions, searchImages } from '@rs-sam/evaluation/search';
import type { LoadedCheckpoint } from '@rs-sam/models';
import type { FeatureStore } from '@rs-sam/vision-features/node';
import type { OpenDataset } from './open-dataset';

/** Two text queries and two image queries on the test images, with three results each; ✓ marks the correct ones. */
export async function answerQueries(
  { dataset }: OpenDataset,
  features: FeatureStore,
  trained: LoadedCheckpoint,
): Promise<string> {
  const test = partOf(dataset, 'test');
  const options = { models: [trained], features, dataset: test };
  const { images } = test;
  const asked = [images[0], images[Math.floor(images.length / 2)]].filter((image) => image !== undefined);
  const texts = asked.map(({ captions }) => captions[0] ?? '');
  const files = asked.map(({ file }) => file);
  const byText = await searchImages(texts, options);
  const byImage = await searchCaptions(files, options);
  const mark = (right: boolean) => (right ? '✓' : ' ');
  return [
    ...texts.flatMap((text, query) => [
      `  "${text}"`,
      ...(byText[query] ?? [])
        .slice(0, 3)
        .map(({ item, score }) => `   ${mark(item.captions.includes(text))} ${score.toFixed(3)}  ${item.file}`),
    ]),
    ...asked.flatMap(({ file, captions }, query) => [
      `  ${file}`,
      ...(byImage[query] ?? [])
        .slice(0, 3)
        .map(({ item, score }) => `   ${mark(captions.includes(item.caption))} ${score.toFixed(3)}  ${item.caption}`),
    ]),
  ].join('\n');
}
