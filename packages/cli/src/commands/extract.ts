import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BackboneName } from '@rs-sam/vision-features';
import type { ExtractorSource } from '@rs-sam/vision-features/node';
import { Option } from 'commander';
import { defineCommand } from '../command-file';
import { shardOption, wholeNumber } from '../option-parsers';
import { printSeconds } from '../pace';
import { parseViews } from '../parse-views';
import { readPictures } from '../read-pictures';
import { UsageError } from '../usage-error';

interface Options {
  readonly images?: boolean;
  readonly backbone: BackboneName | 'sift' | 'bovw';
  readonly codebook?: string;
  readonly weights?: string;
  readonly layer?: string;
  readonly inputSize?: number;
  readonly resizeFirst?: number;
  readonly views: string;
  readonly grid?: number;
  readonly dtype: 'float16' | 'float32';
  readonly workers: number;
  readonly batch: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly onBroken: 'fail' | 'skip';
  readonly maxPixels?: number;
  readonly engine?: 'onnxruntime' | 'tfjs';
  readonly extractor?: string;
  readonly out?: string;
}

const BACKBONES = ['resnet-50', 'resnet-152', 'inception-v3', 'sift', 'bovw'] as const;

/** How many broken pictures are named on the screen. */
const NAMED = 5;

export const extract = defineCommand<Options>({
  name: 'extract',
  summary: 'extract region features of all pictures into a feature store',
  description:
    'It may be stopped at any moment, even by SIGKILL: the same command goes on where it was. Neither that nor the number of ' +
    'workers changes a byte of the result. The data set may be divided: --shard 3/16 here, --shard 4/16 elsewhere, then ' +
    '`extract merge`. A finished store is checked, and refused if it is of another kind or its pictures have changed.',
  examples: [
    'extract data/ucm --workers 2',
    'extract data/ucm --views all --grid 4 --out features/ucm-views',
    'extract pictures --images --backbone inception-v3 --resize-first 224',
    'extract data/nwpu --shard 3/16 --out features/nwpu-03',
    'extract data/ucm --backbone bovw --codebook ucm-words.json',
    'extract data/ucm --extractor ./my-network.mjs#createExtractor',
  ],
  configure: (command) =>
    command
      .argument('<folder>', 'folder of a data set: a caption file and its pictures')
      .option('--images', 'take every picture in the folder and below; no caption file is needed')
      .addOption(
        choice('--backbone <name>', 'the network, or SIFT, or bags of visual words', [...BACKBONES]).default(
          'resnet-50',
        ),
      )
      .option('--codebook <file>', 'the visual words of bovw, as `codebook` learns them')
      .option('--weights <name>', 'a name of `weights list`, or a path (default: those of `weights pull`)')
      .option('--layer <name>', "Keras' name of the layer whose map is cut into regions (default: the last map)")
      .option('--input-size <pixels>', "side of the network's input (default: 256, inception-v3 299)", wholeNumber(1))
      .option(
        '--resize-first <pixels>',
        'stretch pictures to this size before, as the paper does with 224',
        wholeNumber(1),
      )
      .option('--views <which>', 'how pictures are turned: identity, all, or names with commas', 'identity')
      .option(
        '--grid <cells>',
        'average the map to this many rows and columns (default: the map as it is)',
        wholeNumber(1),
      )
      .addOption(choice('--dtype <type>', 'numbers in the store', ['float16', 'float32']).default('float16'))
      .option('--workers <count>', 'processes that work side by side', wholeNumber(1), 1)
      .option('--batch <count>', 'views in one run of the network', wholeNumber(1), 8)
      .option('--shard <i/n>', 'only part i of n, from 1', shardOption)
      .addOption(choice('--on-broken <what>', 'a picture that cannot be read', ['fail', 'skip']).default('fail'))
      .option('--max-pixels <count>', 'refuse larger pictures (default: 100 million)', wholeNumber(1))
      .addOption(
        choice('--engine <name>', 'what computes (default: onnxruntime where it is installed)', [
          'onnxruntime',
          'tfjs',
        ]),
      )
      .option('--extractor <module#name>', 'your own in place of a backbone: a module and its function that makes one')
      .option('--out <folder>', 'the store (default: features/<data set>-<backbone>, a folder a shard)'),
  async run({ operands: [folder = ''], options, report, signal }) {
    const { extractFeatures } = await import('@rs-sam/vision-features/node');
    const views = await parseViews(options.views);
    const images = await readPictures(folder, options.images === true);
    const { backbone, dtype, workers, batch, onBroken, resizeFirst, maxPixels, shard } = options;
    const name = basename(resolve(folder));
    const out = options.out ?? defaultFolder(name, options.extractor === undefined ? backbone : 'own', shard);
    const began = performance.now();
    let progress: ReturnType<typeof report.progress> | undefined;
    const extraction = await extractFeatures({
      dataset: { name, images },
      extractor: extractorOf(options),
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
      onProgress: ({ done, total, broken }) => {
        progress ??= report.progress({ label: 'extract', total, unit: 'images', from: done });
        progress.update(done, broken > 0 ? `${broken} broken` : undefined);
      },
    }).finally(() => progress?.stop());
    const { manifest, before } = extraction;
    const seconds = (performance.now() - began) / 1000;
    for (const broken of manifest.broken.slice(0, NAMED)) report.note(`left out: ${broken.name}: ${broken.reason}`);
    const unnamed = manifest.broken.length - NAMED;
    if (unnamed > 0) report.note(`and ${unnamed} more, named in manifest.json`);
    const { regions, depth } = manifest;
    const summary = { out, images: manifest.images.length, broken: manifest.broken.length, before, seconds };
    report.result(
      { ...summary, views, regions, depth, dtype },
      () =>
        `${out}: ${summary.images} images × ${views.length} views × ${regions} × ${depth} ${dtype}` +
        `${before > 0 ? `, ${before} images were there` : ''}, in ${printSeconds(seconds)}`,
    );
  },
});

const choice = (flags: string, description: string, choices: string[]) =>
  new Option(flags, description).choices(choices);

/** @throws {UsageError} where options are given together that do not belong together. */
function extractorOf(options: Options): ExtractorSource {
  const { extractor, backbone, codebook, weights, layer, inputSize, grid, engine } = options;
  const isNetwork = extractor === undefined && backbone !== 'sift' && backbone !== 'bovw';
  if (!isNetwork && [weights, layer, inputSize, grid, engine].some((option) => option !== undefined)) {
    throw new UsageError(
      '--weights, --layer, --input-size, --grid and --engine are for a network, not for --extractor, sift or bovw.',
    );
  }
  if ((codebook !== undefined) !== (extractor === undefined && backbone === 'bovw')) {
    throw new UsageError('--codebook belongs to --backbone bovw, and bovw needs it: learn one by `rs-sam codebook`.');
  }
  if (extractor === undefined) {
    if (backbone === 'sift') return { backbone };
    if (backbone === 'bovw') return { backbone, codebook: codebook as string };
    return { backbone, weights, layer, inputSize, grid: grid === undefined ? undefined : [grid, grid], engine };
  }
  const [, module, name] = /^(.+)#(\w+)$/.exec(extractor) ?? [];
  if (module === undefined || name === undefined) {
    throw new UsageError(
      '--extractor names a module and a function that it exports, as ./my-network.mjs#createExtractor.',
    );
  }
  return { module: /^\.{0,2}\//.test(module) ? pathToFileURL(module).href : module, name };
}

function defaultFolder(name: string, backbone: string, shard: Options['shard']): string {
  const part = shard ? `-shard-${shard.index}-of-${shard.count}` : '';
  return join('features', `${name}-${backbone}${part}`);
}
