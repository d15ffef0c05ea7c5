import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { CaptionedImage } from '@rs-sam/datasets';
import { readDataset } from '@rs-sam/datasets/node';
import { countValues, groupBy } from '@rs-sam/foundation/collections';
import { seededRandom, shuffled } from '@rs-sam/foundation/random';
import { readGloveWords } from '@rs-sam/pretrained/node';
import type { SearchResult } from '@rs-sam/search';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import sharp from 'sharp';
import { checkpointFolder } from '../packages/cli/src/data/checkpoint-folder';
import { runCase } from './child-process';
import { median } from './median';
import { type ClassSentence, type FoundClass, findClasses } from './scene/find-classes';
import { SIDE, writeScene } from './scene/write-scene';
import { table } from './table';

export const description =
  'a scene made of the test images of a data set: indexing time, peak memory, and of the first ten windows of each class those of the class: ' +
  '--dataset <folder> [--checkpoint pretrained:rsicd-ucm-t2i] [--sentences results/ucm-sentences.json | captions] [--side 80] [--workers 1] [--keep <folder>] [--json]';

/** A tile of a scene: an image of the data set in one of eight views; null without data. */
type Tile = { readonly file: string; readonly className: string; readonly view: number } | null;

interface Indexed {
  readonly items: number;
  readonly empty: number;
  readonly seconds: number;
  readonly peakMiB: number;
}

export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      dataset: { type: 'string' },
      checkpoint: { type: 'string', default: 'pretrained:rsicd-ucm-t2i' },
      sentences: { type: 'string', default: 'results/ucm-sentences.json' },
      side: { type: 'string', default: '80' },
      workers: { type: 'string', default: '1' },
      keep: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  if (values.dataset === undefined) {
    console.log('Skipped: name a data set with --dataset.');
    return;
  }
  const { images } = (await readDataset(values.dataset)).dataset;
  const tests = images.filter(({ split }) => split === 'test');
  const sentences =
    values.sentences === 'captions'
      ? commonCaptions(tests)
      : (JSON.parse(await readFile(values.sentences, 'utf8')) as ClassSentence[]);
  const folder = values.keep ?? (await mkdtemp(join(tmpdir(), 'bench-scene-')));
  await mkdir(folder, { recursive: true });
  const count = Number(values.side) ** 2;
  const views = tests.flatMap(({ file, className }) =>
    Array.from({ length: 8 }, (_, view): Tile => ({ file, className: className ?? '', view })),
  );
  const once = views.filter((tile) => tile?.view === 0);
  const layouts: readonly (readonly [name: string, tiles: readonly Tile[]])[] = [
    ['each image once, the rest without data', inRandomOrder([...once, ...Array(count - once.length).fill(null)])],
    [
      'filled with all images in eight views',
      inRandomOrder(Array.from({ length: count }, (_, at) => views[at % views.length] as Tile)),
    ],
  ];
  const pretrained = await readGloveWords();
  await prepareBackend();
  try {
    const scenes = [];
    for (const [at, [layout, tiles]] of layouts.entries()) {
      const file = join(folder, `scene-${at}.tif`);
      await writeScene(file, {
        columns: Number(values.side),
        rows: Number(values.side),
        tile: (place) => tileOf(values.dataset as string, tiles[place] ?? null),
      });
      const out = join(folder, `gallery-${at}`);
      const request = {
        file,
        checkpoint: await checkpointFolder(values.checkpoint),
        out,
        workers: Number(values.workers),
      };
      const indexCase = new URL('./scene/index-case.ts', import.meta.url);
      const { result, failure } = await runCase<Indexed>(indexCase, [JSON.stringify(request)], { seconds: 7200 });
      if (result === undefined || failure !== undefined) throw new Error(failure);
      const classOf = ({ item: { window } }: SearchResult) =>
        window && tiles[(window.y / SIDE) * Number(values.side) + window.x / SIDE]?.className;
      const found = await findClasses(out, sentences, classOf, pretrained);
      scenes.push({ layout, bytes: (await stat(file)).size, side: SIDE * Number(values.side), ...result, found });
    }
    if (values.json)
      console.log(
        JSON.stringify(
          scenes.map(({ found, ...rest }) => ({ ...rest, found: found.map(({ results: _, ...one }) => one) })),
          null,
          2,
        ),
      );
    else for (const scene of scenes) print(scene);
  } finally {
    if (values.keep === undefined) await rm(folder, { recursive: true });
  }
}

/** The caption that a class has most often. */
function commonCaptions(images: readonly CaptionedImage[]): ClassSentence[] {
  const classes = groupBy(images, ({ className }) => className ?? '');
  return [...classes].map(([name, members]) => {
    const counts = [...countValues(members.flatMap(({ captions }) => captions))];
    const [[text = ''] = []] = counts.sort((a, b) => b[1] - a[1]);
    return { text, classes: [name] };
  });
}

const inRandomOrder = <T>(list: readonly T[]): T[] => shuffled(list, seededRandom('scene'));

async function tileOf(dataset: string, tile: Tile): Promise<Uint8Array | null> {
  if (tile === null) return null;
  const { data } = await sharp(join(dataset, tile.file))
    .removeAlpha()
    .resize(SIDE, SIDE, { fit: 'fill' })
    .rotate(90 * (tile.view % 4))
    .flop(tile.view >= 4)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return data;
}

interface MeasuredScene extends Indexed {
  readonly layout: string;
  readonly bytes: number;
  readonly side: number;
  readonly found: readonly FoundClass[];
}

function print({ layout, bytes, side, items, empty, seconds, peakMiB, found }: MeasuredScene): void {
  console.log(`\n${side} × ${side} pixels, ${(bytes / 1e9).toFixed(2)} GB: ${layout}`);
  console.log(`${items} windows, ${empty} without data: ${seconds.toFixed(0)} s, peak ${peakMiB.toFixed(0)} MiB`);
  const cells = found.map(({ text, classes, right, shown }) => [classes.join(', '), text, `${right} of ${shown}`]);
  console.log(table([['class', 'sentence', 'of the class'], ...cells]));
  const share = found.reduce((sum, { right, shown }) => sum + right / shown, 0) / found.length;
  const time = median(found.map(({ milliseconds }) => milliseconds));
  console.log(`mean ${share.toFixed(3)}; a query takes ${time.toFixed(0)} ms`);
}
