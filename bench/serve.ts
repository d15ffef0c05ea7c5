import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { floodWithHostileFiles } from './serve/hostile-flood';
import { loadServer } from './serve/load-server';
import { makeGallery } from './serve/make-gallery';
import { startServer } from './serve/start-server';
import { table } from './table';

export const description =
  'rs-sam serve under load, of this machine: [--seconds 60] [--clients 32] [--hostile 10000] [--gallery <folder>] [--images 300] [--json]';

/** Counts what a saturated server answers. Exits with 1 where an answer is neither right nor 429, or health fails. Build the packages first. */
export async function run(arguments_: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...arguments_],
    options: {
      json: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '60' },
      clients: { type: 'string', default: '32' },
      hostile: { type: 'string', default: '10000' },
      gallery: { type: 'string' },
      images: { type: 'string', default: '300' },
    },
  });
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-serve-'));
  try {
    const gallery = values.gallery ?? (await makeGallery(folder, Number(values.images)));
    const server = await startServer(gallery);
    try {
      const load = await loadServer(server, { seconds: Number(values.seconds), clients: Number(values.clients) });
      const hostile = await floodWithHostileFiles(server.address, Number(values.hostile));
      const memory = { ...load.memory, afterHostile: await server.memory() };
      const status = await server.stop();
      const about = { node: process.version, cpu: `${cpus().length} × ${cpus()[0]?.model}`, engine: server.engine };
      const result = {
        ...about,
        date: new Date().toISOString(),
        items: server.items,
        ...load,
        memory,
        hostile,
        status,
      };
      if (values.json) console.log(JSON.stringify(result, null, 2));
      else print(result);
      const bad = load.kinds.some(({ wrong }) => wrong > 0) || load.health.failed > 0;
      if (bad || hostile.wrong > 0 || status !== 0) process.exitCode = 1;
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Result = Awaited<ReturnType<typeof loadServer>> & {
  readonly memory: { readonly afterHostile: number };
  readonly hostile: { readonly sent: number; readonly wrong: number };
  readonly status: number | null;
  readonly items: number;
  readonly engine: string;
};

function print({ kinds, health, memory, hostile, status, items, engine }: Result): void {
  const milliseconds = (value: number) => value.toFixed(0);
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0);
  console.log(`${items} images; ${engine}\n`);
  const rows = kinds.map(({ kind, served, busy, wrong, p50, p99 }) => [
    ...[kind, String(served), String(busy), String(wrong), milliseconds(p50), milliseconds(p99)],
  ]);
  console.log(table([['request', 'served', '429', 'wrong', 'p50 ms', 'p99 ms'], ...rows]));
  const { asked, failed, p50, p99, worst } = health;
  console.log(
    `\nhealth: ${asked} asked, ${failed} failed, p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, worst ${worst.toFixed(1)} ms`,
  );
  console.log(
    `memory, MB: ${memory.quarters.map(megabytes).join(', ')} in the quarters of the load, ${megabytes(memory.afterHostile)} after hostile uploads`,
  );
  console.log(`hostile uploads: ${hostile.sent} sent, ${hostile.wrong} not refused as they should be`);
  console.log(`ended with ${status}`);
}
