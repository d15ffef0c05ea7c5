import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCase } from './child-process';

export const description =
  'kills an extraction with ResNet-50 with SIGKILL at random moments and compares the store with an uninterrupted one: <folder of images> [--images 48] [--kills 10] [--json]';

const CASE = new URL('./kill-extract/extraction.ts', import.meta.url);

/** Progress of an extraction, with the time since its work began. */
interface Step {
  readonly done: number;
  readonly milliseconds: number;
}

interface Report {
  readonly images: number;
  readonly milliseconds: number;
  readonly kills: readonly Step[];
  readonly identical: boolean;
}

/** Kills an extraction repeatedly, lets it finish, and compares the store with that of an uninterrupted run. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...arguments_],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      images: { type: 'string', default: '48' },
      kills: { type: 'string', default: '10' },
    },
  });
  const [imageFolder] = positionals;
  if (imageFolder === undefined) throw new Error('The folder of images is missing: pnpm bench kill-extract <folder>');
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-kill-'));
  try {
    const extract = (out: string, ...moment: string[]) =>
      runCase<Step>(CASE, [imageFolder, values.images, join(folder, out), ...moment], { seconds: 3600 });

    const undisturbed = await extract('undisturbed');
    if (undisturbed.failure !== undefined) throw new Error(`The extraction failed: ${undisturbed.failure}`);
    const milliseconds = undisturbed.result?.milliseconds ?? 0;

    const kills: Step[] = [];
    while (kills.length < Number(values.kills)) {
      // A kill loses some work, which is repeated, so runs of this length leave some work for the last run.
      const moment = (Math.random() * 2 * milliseconds) / Number(values.kills);
      const { failure, result } = await extract('killed', moment.toFixed());
      if (failure === undefined) break;
      kills.push({ milliseconds: moment, done: result?.done ?? 0 });
    }
    const last = await extract('killed');
    if (last.failure !== undefined) throw new Error(`The last run failed: ${last.failure}`);
    const identical = (await hashOf(join(folder, 'killed'))) === (await hashOf(join(folder, 'undisturbed')));
    const report: Report = { images: Number(values.images), milliseconds, kills, identical };
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    if (!identical) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print({ images, milliseconds, kills, identical }: Report): void {
  const seconds = (time: number) => `${(time / 1000).toFixed(2)} s`;
  console.log(`uninterrupted: ${images} images in ${seconds(milliseconds)}`);
  for (const kill of kills) {
    console.log(`SIGKILL after ${seconds(kill.milliseconds)}: ${kill.done} images in the store`);
  }
  const verdict = identical ? 'every file has the same bytes' : 'THE FILES DIFFER';
  console.log(`finished after ${kills.length} kills: ${verdict}`);
}

/** Hash of all files of a folder and their names. */
async function hashOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${name}\n`);
    for await (const bytes of createReadStream(join(folder, name))) hash.update(bytes);
  }
  return hash.digest('hex');
}
