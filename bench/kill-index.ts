import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { writeTiff } from '../packages/search/test/scene/write-tiff';
import { folderContent, imageNames, writeImage } from '../packages/search/test/small-gallery';
import { writeCheckpoint } from '../packages/search/test/write-checkpoint';
import { runAndKill } from '../packages/vision-features/test/run-and-kill';

export const description =
  'kills the indexing of tiles and of windows of a scene with SIGKILL at random moments and compares the galleries with uninterrupted ones, byte by byte: [--kills 100] [--json]';

const PROGRAM = fileURLToPath(new URL('../packages/search/test/indexing-to-kill.ts', import.meta.url));

/** Tiles, or windows of a scene of as many. */
const ITEMS = 120;

/** Runs that share the work of a gallery on average. */
const RUNS = 6;

interface KindReport {
  readonly kind: 'tiles' | 'windows';
  readonly kills: number;
  /** Galleries that were finished. */
  readonly galleries: number;
  /** Of an uninterrupted run, with the start of its process. */
  readonly milliseconds: number;
  readonly identical: boolean;
}

/** Kills indexing repeatedly, lets it finish, and compares every file of each gallery with that of an uninterrupted run. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: { json: { type: 'boolean', default: false }, kills: { type: 'string', default: '100' } },
  });
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-kill-'));
  try {
    await prepareBackend({ engine: 'wasm' });
    const checkpoint = join(folder, 'checkpoint');
    await writeCheckpoint(checkpoint);
    const reports: KindReport[] = [];
    for (const kind of ['tiles', 'windows'] as const) {
      reports.push(await killed(kind, join(folder, kind), checkpoint, Number(values.kills)));
      console.error(JSON.stringify(reports.at(-1)));
    }
    if (values.json) console.log(JSON.stringify(reports, null, 2));
    else for (const report of reports) print(report);
    if (reports.some(({ identical }) => !identical)) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function killed(
  kind: KindReport['kind'],
  folder: string,
  checkpoint: string,
  wanted: number,
): Promise<KindReport> {
  const images = join(folder, 'images');
  await mkdir(images, { recursive: true });
  const side = kind === 'tiles' ? [] : [await writeScene(join(images, 'scene.tif'))];
  if (kind === 'tiles') {
    for (const [seed, name] of imageNames(ITEMS).entries()) await writeImage(join(images, name), seed);
  }
  const index = (out: string, moment?: number) =>
    runAndKill(PROGRAM, [images, checkpoint, join(folder, out), ...side], moment);
  const start = performance.now();
  await index('undisturbed');
  // Moments count from the first step, so that some come after the end: then a gallery is finished.
  const milliseconds = performance.now() - start;
  const expected = await folderContent(join(folder, 'undisturbed'));
  let [kills, galleries, identical] = [0, 0, true];
  while (kills < wanted || galleries === 0) {
    const out = `disturbed-${galleries}`;
    for (;;) {
      const moment = kills < wanted ? (Math.random() * 2 * milliseconds) / RUNS : undefined;
      if ((await index(out, moment)) === 'finished') break;
      kills++;
    }
    galleries++;
    identical &&= isDeepStrictEqual(await folderContent(join(folder, out)), expected);
    await rm(join(folder, out), { recursive: true, force: true });
  }
  return { kind, kills, galleries, milliseconds, identical };
}

/** A scene of windows of 16 pixels that overlap by a half, of which the last columns have no data; returns the side. */
async function writeScene(file: string): Promise<string> {
  const [width, height] = [16 + 8 * (ITEMS / 10 - 1), 16 + 8 * 9];
  await writeTiff(file, [
    {
      ...{ width, height, samples: 3, tile: [16, 16] },
      value: (x, y, sample) => (x >= width - 12 ? 0 : 1 + ((3 * x + 5 * y + 40 * sample) % 250)),
      fields: new Map([[42113, { type: 'ascii', text: '0' }]]),
    },
  ]);
  return '16';
}

function print({ kind, kills, galleries, identical }: KindReport): void {
  const verdict = identical ? 'every file has the same bytes' : 'THE FILES DIFFER';
  console.log(`${kind}: ${kills} kills, ${galleries} galleries finished: ${verdict}`);
}
