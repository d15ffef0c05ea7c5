import { basename, join, resolve } from 'node:path';
import { InvalidArgumentError, Option } from 'commander';
import { readImages } from '../../data/read-images';
import { requireWeights } from '../../data/require-weights';
import { rangeOption, stretchOption } from '../../options/colour-range-options';
import { shardOption, wholeNumber } from '../../options/option-parsers';
import { parseViews } from '../../options/parse-views';
import { addReadingFlags, type ReadingFlags } from '../../options/reading-flags';
import { formatCount } from '../../output/format-count';
import { noteFirst } from '../../output/note-first';
import { formatSeconds } from '../../output/pace';
import { CommandError } from '../../program/command-error';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';
import { type BackboneChoice, type ExtractorFlags, extractorOf, onnxFileOf } from './extractor-of';

interface Options extends ExtractorFlags, ReadingFlags {
  readonly images?: boolean;
  readonly resizeFirst?: number;
  readonly views: string;
  readonly dtype: 'float16' | 'float32';
  readonly workers: number;
  readonly batch: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly onBroken: 'fail' | 'skip';
  readonly maxPixels?: number;
  readonly range?: ReturnType<typeof rangeOption>;
  readonly stretch?: ReturnType<typeof stretchOption>;
  readonly out?: string;
}

const BACKBONES = ['resnet-50', 'resnet-152', 'inception-v3', 'sift', 'bovw'] as const;

export const extract = defineCommand<Options>({
  name: 'extract',
  summary: 'extract region features of all images into a feature store',
  description:
    'The same command resumes an interrupted extraction, also one that was killed. The result is the same to the byte for any ' +
    'number of workers. To use several machines, run --shard 3/16 on one, --shard 4/16 on another, then `extract merge`. ' +
    'A finished store is verified, and refused if its settings differ or its images have changed. A network needs weights: ' +
    '`weights pull resnet-50`, once per user.',
  examples: [
    'extract data/ucm --workers 2',
    'extract data/ucm --views all --grid 4 --out features/ucm-views',
    'extract data/ucm --layer conv5+conv4 --grid 4 --out features/ucm-two-levels',
    'extract photos --images --backbone inception-v3 --resize-first 224',
    'extract data/nwpu --shard 3/16 --out features/nwpu-03',
    'extract data/ucm --backbone bovw --codebook ucm-words.json',
    'extract data/ucm --backbone onnx:models/vit-b-16.onnx --grid 7',
    'extract data/ucm --extractor ./my-network.mjs#createExtractor',
  ],
  configure: (command) => {
    command
      .argument('<folder>', 'folder of a data set: a caption file and its images')
      .option('--images', 'use every image in the folder and its subfolders; no caption file is needed')
      .addOption(
        new Option(
          '--backbone <name>',
          `a network, SIFT or bags of visual words (choices: ${BACKBONES.join(', ')}), or your own network in an ONNX file: ` +
            'onnx:<file>, with its settings in <file>.json',
        )
          .argParser(backboneOption)
          .default('resnet-50'),
      )
      .option('--codebook <file>', 'visual words for bovw, made by `codebook`')
      .option('--weights <name>', 'a name of `weights list`, or a path (default: the weights of `weights pull`)')
      .option(
        '--layer <name>',
        "Keras' name of the layer whose map is cut into regions; the end of a ResNet's stage is also conv2 … conv5. Of several, " +
          'joined by + as conv5+conv4, the regions are normalised and concatenated (default: the last map)',
      )
      .option('--input-size <pixels>', "side of the network's input (default: 256, inception-v3 299)", wholeNumber(1))
      .option('--resize-first <pixels>', 'stretch images to this size first; the paper uses 224', wholeNumber(1))
      .option('--views <which>', 'augmentation views: identity, all, or names separated by commas', 'identity')
      .option(
        '--grid <cells>',
        'average the map to this number of rows and columns (default: the map as it is; of several layers, the smallest map)',
        wholeNumber(1),
      )
      .addOption(
        choice('--dtype <type>', 'type of the numbers in the store', ['float16', 'float32']).default('float16'),
      )
      .option('--workers <count>', 'number of parallel processes', wholeNumber(1), 1)
      .option('--batch <count>', 'views per run of the network', wholeNumber(1), 8)
      .option('--shard <i/n>', 'extract only part i of n, numbered from 1', shardOption)
      .addOption(
        choice('--on-broken <what>', 'what to do with an image that cannot be read', ['fail', 'skip']).default('fail'),
      )
      .option('--max-pixels <count>', 'refuse larger images (default: 100 million)', wholeNumber(1))
      .option(
        '--range <min,max>',
        'values of the files that become 0 and 255; for each band: 0,3000/0,2500/0,2000',
        rangeOption,
      )
      .option('--stretch <low,high>', 'percentiles of each image that become 0 and 255, as 2,98', stretchOption)
      .addOption(choice('--engine <name>', 'engine (default: onnxruntime if it is installed)', ['onnxruntime', 'tfjs']))
      .option('--extractor <module#name>', 'your own extractor: a module and the name of its function')
      .option('--out <folder>', 'folder of the store (default: features/<data set>-<backbone>, one folder per shard)');
    addReadingFlags(command);
  },
  async run({ operands: [folder = ''], options, report, signal }) {
    const { extractFeatures } = await import('@rs-sam/vision-features/node');
    if (options.images) refuseCaptionFlags(options);
    const views = await parseViews(options.views);
    const extractor = extractorOf(options);
    await requireWeights(extractor);
    const images = await readImages(folder, options.images === true, options, report);
    const { backbone, dtype, workers, batch, onBroken, resizeFirst, maxPixels, range, stretch, shard } = options;
    if (range !== undefined && stretch !== undefined) {
      throw new UsageError('--range and --stretch exclude one another: give one of them.');
    }
    const name = basename(resolve(folder));
    const out = options.out ?? defaultFolder(name, options.extractor === undefined ? backbone : 'own', shard);
    const began = performance.now();
    let progress: ReturnType<typeof report.progress> | undefined;
    const notes: { readonly name: string; readonly note: string }[] = [];
    const extraction = await extractFeatures({
      dataset: { name, images },
      extractor,
      out,
      workers,
      batchSize: batch,
      views,
      dtype,
      onBroken,
      signal,
      shard: shard ?? null,
      resizeFirst: resizeFirst ?? null,
      ...(maxPixels !== undefined && { maxPixels }),
      range: range ?? null,
      stretch: stretch ?? null,
      onNote: (note) => notes.push(note),
      onProgress: ({ done, total, broken }) => {
        progress ??= report.progress({ label: 'extract', total, unit: 'images', from: done });
        progress.update(done, broken > 0 ? `${broken} broken` : undefined);
      },
    }).finally(() => progress?.stop());
    const { manifest, before } = extraction;
    const seconds = (performance.now() - began) / 1000;
    const remarks = notes.map(({ name: image, note }) => `${image}: ${note}`);
    noteFirst(report, remarks, (count) => `${formatCount(count, 'image')} more of this kind`);
    const skipped = manifest.broken.map((broken) => `skipped: ${broken.name}: ${broken.reason}`);
    noteFirst(report, skipped, (count) => `${count} more, listed in manifest.json`);
    const count = manifest.broken.length;
    // A shard may have no step of a small data set: then its store is empty, and merges with the others.
    if (manifest.images.length === 0 && (shard === undefined || count > 0)) {
      const read = count === 1 ? 'The only image' : `None of the ${formatCount(count, 'image')}`;
      const not = count === 1 ? 'could not be read' : 'could be read';
      throw new CommandError(`${read} ${not}: ${out} is empty. Check the folder, delete ${out}, and rerun.`);
    }
    const { regions, depth } = manifest;
    const summary = { out, images: manifest.images.length, broken: manifest.broken.length, before, seconds };
    report.result(
      { ...summary, views, regions, depth, dtype },
      () =>
        `${out}: ${formatCount(summary.images, 'image')} × ${formatCount(views.length, 'view')} × ${regions} × ${depth} ${dtype}` +
        `${before > 0 ? `, ${formatCount(before, 'image')} extracted before` : ''}, in ${formatSeconds(seconds)}`,
    );
  },
});

/** @throws {UsageError} for flags that say how captions are read: with --images none is read. */
function refuseCaptionFlags({ format, only, encoding, captionsPerImage, captionsAsWritten, policy }: Options): void {
  const flags = {
    '--format': format,
    '--only': only,
    '--encoding': encoding,
    '--captions-per-image': captionsPerImage,
    '--captions-as-written': captionsAsWritten,
    '--policy': policy,
  };
  const [given] = Object.entries(flags).find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined)
    throw new UsageError(`${given} has no effect with --images, which reads no captions: leave one of them out.`);
}

function backboneOption(text: string): BackboneChoice {
  if ((BACKBONES as readonly string[]).includes(text) || (onnxFileOf(text as BackboneChoice) ?? '') !== '') {
    return text as BackboneChoice;
  }
  throw new InvalidArgumentError(`Allowed choices are ${BACKBONES.join(', ')}, onnx:<file>.`);
}

const choice = (flags: string, description: string, choices: string[]) =>
  new Option(flags, description).choices(choices);

function defaultFolder(name: string, backbone: BackboneChoice | 'own', shard: Options['shard']): string {
  const onnx = backbone === 'own' ? undefined : onnxFileOf(backbone);
  const from = onnx === undefined ? backbone : basename(onnx, '.onnx');
  const part = shard ? `-shard-${shard.index}-of-${shard.count}` : '';
  return join('features', `${name}-${from}${part}`);
}
