import { join } from 'node:path';
import { Option } from 'commander';
import { checkpointFolder } from '../../data/checkpoint-folder';
import { openEngine } from '../../data/open-retrieval-data';
import { shardOption, wholeNumber } from '../../options/option-parsers';
import { addPartFlags, extractionParts, type PartFlags } from '../../options/part-flags';
import { addTextNetworkFlag } from '../../options/text-network-flag';
import { addWindowFlags, type WindowFlags, windowOptions } from '../../options/window-flags';
import { formatCount } from '../../output/format-count';
import { noteFirst } from '../../output/note-first';
import { formatSeconds } from '../../output/pace';
import { quoteWord } from '../../output/quote-word';
import { CommandError } from '../../program/command-error';
import { defineCommand } from '../../program/command-file';
import { UsageError } from '../../program/usage-error';
import { commonFolder, imagesOf } from './gallery-images';
import { type MetadataFlags, metadataOf } from './gallery-metadata';

interface Options extends PartFlags, MetadataFlags, WindowFlags {
  readonly checkpoint?: string;
  readonly out?: string;
  readonly root?: string;
  readonly workers: number;
  readonly batch: number;
  readonly shard?: { readonly index: number; readonly count: number };
  readonly onBroken: 'fail' | 'skip';
  readonly maxPixels?: number;
  readonly rebuild?: boolean;
  readonly followLinks?: boolean;
  readonly engine?: string;
  readonly textNetwork?: string;
}

export const indexImages = defineCommand<Options>({
  name: 'index',
  summary: 'make a gallery of images that `search --gallery` searches',
  description:
    'Encodes the images of folders with a trained model; no captions are needed. The same command resumes an interrupted run, also one ' +
    'that was killed, and brings a finished gallery up to date: new and changed images are encoded, and those that are gone are ' +
    'removed. The bytes do not depend on the number of workers. To use several machines, run --shard 3/16 on one, --shard 4/16 on ' +
    'another, then `index merge`. With --out postgres://user@host/database?schema=name the gallery is a Postgres schema; PGPASSWORD can have the password. With --window every image is a scene, a GeoTIFF of any size that is read in constant memory, and each ' +
    'window of it is an item with its place on the earth. Metadata for --filter are read from x.json beside x.tif and from the table of --metadata.',
  examples: [
    'index tiles --checkpoint runs/ucm-t2i --out gallery',
    'index tiles --checkpoint runs/ucm-t2i --out gallery --workers 2 --metadata tiles.csv',
    'index 2019 2020 --checkpoint runs/ucm-t2i --out gallery',
    'index tiles --checkpoint runs/ucm-t2i --out gallery-03 --shard 3/16',
    'index tiles --checkpoint runs/ucm-t2i --out postgres://user@host/images',
    'index scene.tif --window 256 --overlap 0.5 --bands 3,2,1 --checkpoint runs/ucm-t2i --out gallery',
  ],
  configure(command) {
    command
      .argument('<path...>', 'folders of images, with all folders in them, and image files')
      .option(
        '--checkpoint <folder>',
        'trained model: a run, a checkpoint, or pretrained:<name> for those of @rs-sam/pretrained (required)',
      )
      .option('--out <place>', 'folder of the gallery, or postgres://… with pgvector (required)')
      .option('--root <folder>', 'folder that names are relative to (default: the folder that has all paths in it)')
      .option('--metadata <file>', 'CSV or JSON Lines: a row for each image, named by its path in the root')
      .option('--captions <folder>', 'data set of the images: its captions and classes are kept as metadata')
      .option('--workers <count>', 'number of processes that extract features', wholeNumber(1), 1)
      .option('--batch <count>', 'images per run of the network', wholeNumber(1), 8)
      .option('--shard <i/n>', 'index only part i of n, numbered from 1', shardOption)
      .addOption(
        new Option('--on-broken <what>', 'what to do with an image that cannot be read')
          .choices(['skip', 'fail'])
          .default('skip'),
      )
      .option('--max-pixels <count>', 'refuse larger images (default: 100 million)', wholeNumber(1))
      .option('--rebuild', 'encode all images again, as for another model')
      .option('--follow-links', 'follow links that lead out of a folder')
      .option(
        '--engine <name>',
        'TensorFlow.js engine, for example webgpu (default: the fastest that works on this machine)',
      );
    addWindowFlags(command);
    addTextNetworkFlag(command);
    addPartFlags(command);
  },
  async run({ operands, options, report, signal }) {
    const { checkpoint, out: place, workers, batch, shard, onBroken, maxPixels, rebuild } = options;
    if (checkpoint === undefined) throw new UsageError('--checkpoint is missing: name a run or a checkpoint.');
    if (place === undefined) throw new UsageError('--out is missing: name a folder for the gallery, or postgres://….');
    const parts = extractionParts(options);
    const folder = await checkpointFolder(checkpoint);
    const windows = windowOptions(options);
    if (windows !== null && maxPixels !== undefined) {
      throw new UsageError('--max-pixels has no effect with --window: scenes may have any size. Leave it out.');
    }
    const noun = windows === null ? 'image' : 'window';
    const { galleryAt, hasShortlist, indexImages: makeGallery } = await import('@rs-sam/search/node');
    // What is printed has no password.
    const { name: out } = galleryAt(place);
    const root = options.root ?? commonFolder(operands);
    const images = await imagesOf(operands, root, options.followLinks === true);
    if (images.length === 0) throw new CommandError(`There are no images in ${operands.map(quoteWord).join(', ')}.`);
    const found = await metadataOf(images, options, report);
    if (!(await hasShortlist(folder))) {
      report.note(
        `${checkpoint} has no shortlist head: results will have no confidence. Fit one first with \`rs-sam shortlist\`, which needs the ` +
          'data set and the features of the training.',
      );
    }
    await openEngine(options.engine, report);
    const began = performance.now();
    let progress: { readonly phase: string; readonly bar: ReturnType<typeof report.progress> } | undefined;
    const notes: string[] = [];
    const done = await makeGallery({
      ...{ images, root, out: place, workers, signal, parts, onBroken, windows, textNetwork: options.textNetwork },
      checkpoint: folder,
      batchSize: batch,
      ...(found !== null && { metadata: found }),
      ...(shard !== undefined && { shard }),
      ...(maxPixels !== undefined && { maxPixels }),
      rebuild: rebuild === true,
      onNote: ({ name, note }) => notes.push(`${name}: ${note}`),
      onProgress: ({ phase, done: count, total, skipped }) => {
        if (progress?.phase !== phase) {
          progress?.bar.stop();
          const label = phase === 'verify' ? 'compare' : 'index';
          progress = {
            phase,
            bar: report.progress({
              label,
              total,
              unit: phase === 'verify' ? 'images' : `${noun}s`,
              from: phase === 'verify' ? 0 : count,
            }),
          };
        }
        progress.bar.update(count, skipped > 0 ? `${skipped} skipped` : undefined);
      },
    }).finally(() => progress?.bar.stop());
    const seconds = (performance.now() - began) / 1000;
    noteFirst(report, notes, (count) => `${formatCount(count, 'image')} more of this kind`);
    const skipped = done.skipped.map(({ file, window: part, reason }) => {
      const at = part === undefined ? '' : ` at ${part.x}, ${part.y}`;
      return `skipped: ${file}${at}: ${reason}`;
    });
    noteFirst(report, skipped, (count) =>
      out === place ? `${count} more, listed in ${join(out, 'manifest.json')}` : `${count} more`,
    );
    if (done.empty > 0) report.note(`Left out, because they have too few data: ${formatCount(done.empty, 'window')}.`);
    const { unusedMetadata } = done;
    if (unusedMetadata.length > 0 && shard === undefined)
      report.note(
        `Metadata of ${formatCount(unusedMetadata.length, 'image')} that the gallery does not have, first ${unusedMetadata[0]}.`,
      );
    // A shard may have no step of a small archive: then its gallery is empty, and merges with the others.
    if (done.items === 0 && shard === undefined) {
      throw new CommandError(
        done.empty > 0
          ? `No window has enough data: ${out} is empty. Raise --nodata-limit, or check what marks pixels without data.`
          : `None of the ${formatCount(images.length, 'image')} could be read: ${out} is empty. Check the folder.`,
      );
    }
    report.result({ out, ...done, seconds }, () => {
      const changes = [
        ...(done.added > 0 ? [`${done.added} new`] : []),
        ...(done.changed > 0 ? [`${done.changed} changed`] : []),
        ...(done.removed > 0 ? [`${done.removed} removed`] : []),
        ...(done.resumed > 0 ? [`${done.resumed} of them encoded by an interrupted run`] : []),
        ...(done.written ? [] : ['up to date']),
      ];
      return `${out}: ${formatCount(done.items, noun)}${changes.length > 0 ? ` (${changes.join(', ')})` : ''}, in ${formatSeconds(seconds)}`;
    });
  },
});
