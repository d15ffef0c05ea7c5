import { writeFile } from 'node:fs/promises';
import type { CaptionDataset, CaptionedImage } from '@rs-sam/datasets';
import { partOf, splitOf } from '@rs-sam/datasets/splits';
import type { Hit, SearchOptions } from '@rs-sam/evaluation/search';
import type { LoadedCheckpoint } from '@rs-sam/models';
import { checkpointOf } from '../checkpoint-of';
import { defineCommand, type Invocation } from '../command-file';
import { wholeNumber } from '../option-parsers';
import { addDataFlags, type DataFlags, openRetrievalData } from '../retrieval-data';
import { UsageError } from '../usage-error';

interface Options extends DataFlags {
  readonly checkpoint?: readonly string[];
  readonly image?: string;
  readonly part: string;
  readonly top: number;
  readonly html?: string;
}

/** A search that is ready to be made. */
interface Search extends SearchOptions {
  readonly models: readonly LoadedCheckpoint[];
  /** Folder of the data set. */
  readonly pictures: string;
  readonly dataset: CaptionDataset;
  readonly lead: string;
}

export const search = defineCommand<Options>({
  name: 'search',
  summary: 'rank images for a text, or captions for an image',
  description:
    'Searches one part of the split, or all of it. Several checkpoints are an ensemble: their scores are added up.',
  examples: [
    'search "a white airplane beside the terminal" --checkpoint runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
    'search --image images/394.tif --checkpoint runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50 --html found.html',
  ],
  configure(command) {
    command
      .argument('[text]', 'what to look for')
      .option('--image <file>', 'ask with an image of the data set, as its caption file calls it')
      .option('--checkpoint <folder...>', 'trained models: checkpoints or runs');
    addDataFlags(command);
    command
      .option('--part <name>', 'part of the split that is searched, or all', 'test')
      .option('--top <count>', 'how many to show', wholeNumber(1), 5)
      .option('--html <file>', 'write a page with the pictures too');
  },
  async run(invocation) {
    const { operands, options, report, signal } = invocation;
    const [text] = operands;
    if ((text === undefined) === (options.image === undefined)) {
      throw new UsageError('Give a text to look for, or an image by --image: one of them.');
    }
    if (text?.trim() === '') throw new UsageError('The text is empty: say what to look for.');
    if (!options.checkpoint?.length) throw new UsageError('--checkpoint is missing: name a run or a checkpoint.');
    const { checkSameKind } = await import('@rs-sam/evaluation/gallery');
    const { loadCheckpoint } = await import('@rs-sam/models');
    const { folderSource } = await import('@rs-sam/models/node');
    const { folder, dataset, features } = await openRetrievalData(options, report);
    const models: LoadedCheckpoint[] = [];
    try {
      for (const name of options.checkpoint) {
        const loaded = await loadCheckpoint(folderSource(checkpointOf(name)));
        models.push(loaded);
        checkSameKind(features, loaded.manifest.features);
      }
      const split = searched(dataset, options.part);
      const lead = `${options.checkpoint.join(' + ')}, in ${split.images.length} images of ${options.part}`;
      const search = { models, features, split, dataset, pictures: folder, lead, signal };
      await (text === undefined
        ? byImage(options.image as string, search, invocation)
        : byText(text, search, invocation));
    } finally {
      for (const { model } of models) model.dispose();
      await features.close();
    }
  },
});

async function byText(text: string, search: Search, { options, report }: Invocation<Options>): Promise<void> {
  const { attentionMap, searchImages, unknownWords } = await import('@rs-sam/evaluation/search');
  const { renderTextSearch } = await import('@rs-sam/report');
  const unknown = unknownWords(text, search.models);
  if (unknown.length > 0) report.note(`Not among the words that the training captions taught: ${unknown.join(', ')}.`);
  const [all = []] = await searchImages([text], search);
  const found = all.slice(0, options.top);
  if (options.html !== undefined) {
    const [member] = search.models.filter(({ model }) => model.explain !== undefined);
    const first = found[0]?.item.file;
    const attention =
      member && first ? await attentionMap(member.model, search.features, member.vocabulary, first, text) : null;
    await writeFile(options.html, await renderTextSearch({ text, found, attention }, search));
  }
  const items = found.map(({ item: { file, className, captions }, score }) => ({ file, className, score, captions }));
  report.result({ text, unknown, found: items, html: options.html ?? null }, () =>
    lines(
      found,
      ({ file, className, captions }) => `${file}${className ? ` (${className})` : ''}: ${captions[0] ?? ''}`,
    ),
  );
}

async function byImage(name: string, search: Search, { options, report }: Invocation<Options>): Promise<void> {
  const image = search.dataset.images.find(({ id, file }) => id === name || file === name);
  if (image === undefined) {
    throw new UsageError(`The data set has no image ${name}: write it as its caption file does.`);
  }
  const { renderImageSearch } = await import('@rs-sam/report');
  const { searchCaptions } = await import('@rs-sam/evaluation/search');
  const [all = []] = await searchCaptions([image.file], search);
  const found = all.slice(0, options.top);
  if (options.html !== undefined) await writeFile(options.html, await renderImageSearch({ image, found }, search));
  const items = found.map(({ item: { caption, images }, score }) => ({
    ...{ caption, score, own: image.captions.includes(caption) },
    images: images.map(({ file }) => file),
  }));
  report.result({ image: image.file, found: items, html: options.html ?? null }, () =>
    lines(found, ({ caption }) => `${image.captions.includes(caption) ? '✓' : '✗'} ${caption}`),
  );
}

/** The images that are searched. */
function searched(dataset: CaptionDataset, part: string): { readonly images: readonly CaptionedImage[] } {
  const found = part === 'all' ? dataset : partOf(dataset, part);
  if (found.images.length > 0) return found;
  const parts = Object.keys(splitOf(dataset).parts).join(', ');
  throw new UsageError(`The data set has no part "${part}". There are: ${parts || 'none'}, and all.`);
}

function lines<T>(found: readonly Hit<T>[], textOf: (item: T) => string): string {
  return found
    .map(({ item, score }, i) => `${`${i + 1}.`.padStart(4)} ${score.toFixed(3)}  ${textOf(item)}`)
    .join('\n');
}
