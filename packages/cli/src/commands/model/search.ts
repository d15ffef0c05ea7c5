import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Hit } from '@rs-sam/evaluation/search';
import { writeFileAtomically } from '@rs-sam/foundation/files';
import { addSearchFlags, type OpenedSearch, type SearchFlags, withSearch } from '../../data/open-search';
import { wholeNumber } from '../../options/option-parsers';
import { formatCount } from '../../output/format-count';
import { formatSubstitutes } from '../../output/format-substitutes';
import { formatCommand } from '../../output/quote-word';
import type { Reporter } from '../../output/reporter';
import { CommandError } from '../../program/command-error';
import { defineCommand, type Invocation } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';
import { addGalleryFlags, type GalleryFlags, refuseFlagsOfOthers } from '../gallery/gallery-flags';
import { searchGallery } from '../gallery/search-gallery';

interface Options extends SearchFlags, GalleryFlags {}

/** The part that is searched by default. */
const PART = 'test';

/** The arguments of a search, and a sentence on it for the page. */
interface Search extends OpenedSearch {
  readonly lead: string;
}

export const search = defineCommand<Options>({
  name: 'search',
  summary: 'rank images for a text, or captions for an image',
  description:
    'In a gallery that `index` made: images for a text or for any image file. In a data set: one part of the split, or all images, for a ' +
    'text; captions for an image. Several checkpoints are an ensemble there: their scores are added.',
  examples: [
    'search "a white airplane beside the terminal" --gallery gallery',
    'search "boats in a harbor" --not "clouds" --filter "year>=2020" --gallery gallery --html found.html',
    'search --image my-tile.tif --gallery gallery',
    'search "a white airplane beside the terminal" --checkpoint runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50',
    'search --image images/394.tif --checkpoint runs/ucm-t2i --dataset data/ucm --features features/ucm-resnet-50 --html found.html',
  ],
  configure(command) {
    command
      .argument('[text]', 'text to search for')
      .option(
        '--image <file>',
        'search with an image: in a gallery any file; in a data set one of its images, by the name in the caption file or its path',
      );
    addGalleryFlags(command);
    addSearchFlags(command, PART);
    command
      .option('--top <count>', 'number of results', wholeNumber(1), 5)
      .option('--html <file>', 'also write a page with the images');
  },
  async run(invocation) {
    const { operands, options } = invocation;
    const [text] = operands;
    if ((text === undefined) === (options.image === undefined)) {
      throw new UsageError('Give either a text to search for, or an image with --image.');
    }
    if (text?.trim() === '') throw new UsageError('The text is empty: give a text to search for.');
    refuseFlagsOfOthers(options);
    if (options.gallery !== undefined) return searchGallery(text, invocation);
    if (!options.checkpoint?.length) {
      throw new UsageError('--checkpoint is missing: name a run or a checkpoint, or a gallery with --gallery.');
    }
    await withSearch(options, PART, invocation, async (opened) => {
      const images = formatCount(opened.dataset.images.length, 'image');
      const { part = PART } = options;
      const where = part === 'all' ? 'all parts' : `the part ${part}`;
      const search = { ...opened, lead: `${options.checkpoint?.join(' + ')}, in ${images} of ${where}` };
      await (text === undefined
        ? byImage(options.image as string, search, invocation)
        : byText(text, search, invocation));
    });
  },
});

async function byText(text: string, search: Search, { options, report }: Invocation<Options>): Promise<void> {
  const { attentionMap, searchImages, wordSubstitutes } = await import('@rs-sam/evaluation/search');
  const { renderTextSearch } = await import('@rs-sam/report');
  const substitutes = wordSubstitutes(text, search.models, search.pretrained);
  if (substitutes.length > 0) {
    report.note(formatSubstitutes(substitutes));
  }
  const [all = []] = await searchImages([text], search);
  const found = all.slice(0, options.top);
  if (options.html !== undefined) {
    const [member] = search.models.filter(({ model }) => model.explain !== undefined);
    const first = found[0]?.item.file;
    const attention =
      member && first ? await attentionMap(member, search.features, first, text, search.pretrained) : null;
    await writeFileAtomically(options.html, await renderTextSearch({ text, found, attention }, pageOf(search)));
  }
  const items = found.map(({ item: { file, className, captions }, score }) => ({ file, className, score, captions }));
  const unknown = substitutes.map(({ word }) => word);
  report.result({ text, unknown, substitutes, found: items, html: options.html ?? null }, () =>
    lines(
      found,
      ({ file, className, captions }) => `${file}${className ? ` (${className})` : ''}: ${captions[0] ?? ''}`,
    ),
  );
  notePage(options.html, report);
}

async function byImage(name: string, search: Search, { options, report }: Invocation<Options>): Promise<void> {
  const image = search.all.images.find(
    ({ id, file }) => id === name || file === name || resolve(search.folder, file) === resolve(name),
  );
  if (image === undefined) {
    throw new UsageError(notInDataset(name, search));
  }
  if (!search.features.has(image.file)) throw new CommandError(notExtracted(image.file, search));
  const { renderImageSearch } = await import('@rs-sam/report');
  const { searchCaptions } = await import('@rs-sam/evaluation/search');
  const [all = []] = await searchCaptions([image.file], search);
  const found = all.slice(0, options.top);
  if (options.html !== undefined)
    await writeFileAtomically(options.html, await renderImageSearch({ image, found }, pageOf(search)));
  const items = found.map(({ item: { caption, images }, score }) => ({
    ...{ caption, score, own: image.captions.includes(caption) },
    images: images.map(({ file }) => file),
  }));
  report.result({ image: image.file, found: items, html: options.html ?? null }, () =>
    lines(found, ({ caption }) => `${image.captions.includes(caption) ? '✓' : '✗'} ${caption}`),
  );
  report.note('✓ a caption of the image, ✗ another');
  notePage(options.html, report);
}

function notInDataset(name: string, { dataset, folder }: Search): string {
  const [first] = dataset.images;
  const example = first === undefined ? '' : `, such as ${first.file}`;
  const extraction = formatCommand(['extract', folder]);
  return (
    `The data set has no image ${name}. A query has to be an image of the caption file whose features are in the store: give its ` +
    `name as in that file${example}. Add another image to the data set, then run: ${extraction}`
  );
}

function notExtracted(file: string, { features, folder }: Search): string {
  const { name, images } = features.manifest.dataset;
  const extraction = formatCommand(['extract', folder]);
  return (
    `The feature store of ${name} (${formatCount(images, 'image')}) has no features of ${file}. Extract the data set again into ` +
    `another folder, and name that one with --features: ${extraction} --out <folder>`
  );
}

/** Says where the page of `--html` is. */
function notePage(file: string | undefined, report: Reporter): void {
  if (file !== undefined) report.note(`Page: ${file}. Open ${pathToFileURL(file)}`);
}

function pageOf({ folder, lead }: Search) {
  return { imageFolder: folder, lead };
}

function lines<T>(found: readonly Hit<T>[], textOf: (item: T) => string): string[] {
  return found.map(({ item, score }, i) => `${`${i + 1}.`.padStart(4)} ${score.toFixed(3)}  ${textOf(item)}`);
}
