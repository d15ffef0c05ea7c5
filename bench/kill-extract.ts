import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runCase } from './child-process';

export const description =
  'extraction with ResNet-50 killed with SIGKILL at random moments, against an undisturbed one: <folder of pictures> [--images 48] [--kills 10] [--json]';

const CASE = new URL('./kill-extract/extraction.ts', import.meta.url);
const UNDISTURBED = 3600;

/** Kills an extraction again and again, lets it finish, and holds the store against that of an undisturbed one. */
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
  const [pictures] = positionals;
  if (pictures === undefined) throw new Error('Name a folder of pictures: pnpm bench kill-extract <folder>');
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-kill-'));
  try {
    const extract = (out: string, seconds: number) =>
      runCase<{ done: number }>(CASE, [pictures, values.images, join(folder, out)], { seconds, signal: 'SIGKILL' });

    const began = performance.now();
    const undisturbed = await extract('undisturbed', UNDISTURBED);
    if (undisturbed.failure !== undefined) throw new Error(`The extraction failed: ${undisturbed.failure}`);
    const seconds = (performance.now() - began) / 1000;

    const kills: { seconds: number; images: number }[] = [];
    while (kills.length < Number(values.kills)) {
      // Short enough that most fall before the end.
      const moment = (0.2 + 0.8 * Math.random()) * seconds * 0.8;
      const { failure, result } = await extract('killed', moment);
      if (failure === undefined) break;
      kills.push({ seconds: moment, images: result?.done ?? 0 });
    }
    const last = await extract('killed', UNDISTURBED);
    if (last.failure !== undefined) throw new Error(`The last run failed: ${last.failure}`);
    const identical = (await hashOf(join(folder, 'killed'))) === (await hashOf(join(folder, 'undisturbed')));
    const report = { images: Number(values.images), seconds, kills, identical };
    if (values.json) console.log(JSON.stringify(report, null, 2));
    else print(report);
    if (!identical) process.exitCode = 1;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function print({
  images,
  seconds,
  kills,
  identical,
}: {
  images: number;
  seconds: number;
  kills: { seconds: number; images: number }[];
  identical: boolean;
}): void {
  console.log(`undisturbed: ${images} images in ${seconds.toFixed(1)} s`);
  for (const kill of kills)
    console.log(`SIGKILL after ${kill.seconds.toFixed(1)} s: ${kill.images} images were in the store`);
  console.log(
    `finished after ${kills.length} kills: ${identical ? 'every file has the same bytes' : 'THE FILES DIFFER'}`,
  );
}

/** Of all files of a folder, with their names. */
async function hashOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${name}\n`);
    for await (const bytes of createReadStream(join(folder, name))) hash.update(bytes);
  }
  return hash.digest('hex');
}
