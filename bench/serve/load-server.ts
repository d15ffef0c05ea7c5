import { setTimeout } from 'node:timers/promises';
import { percentile } from './percentile';
import type { RunningServer } from './start-server';

/** What came of one kind of request. */
interface KindResult {
  readonly kind: string;
  readonly served: number;
  readonly busy: number;
  /** Neither 200 nor 429. */
  readonly wrong: number;
  /** Milliseconds of those that were served. */
  readonly p50: number;
  readonly p99: number;
}

/** A request of a kind; each client sends one after another. */
type Request = (address: string) => Promise<Response>;

/** Milliseconds that a client waits after a 429. It is less than Retry-After asks for, so that the server stays saturated. */
const PAUSE = 100;

const SENTENCES = [
  ...['many boats in the harbour', 'a road between trees', 'several planes at the airport', 'a green field'],
  ...['houses beside a river', 'a bridge over water', 'storage tanks', 'an empty beach with waves'],
];

/** Sends requests from as many clients as are given, for some seconds, and asks for health meanwhile. */
export async function loadServer(
  { address, memory }: RunningServer,
  { seconds, clients }: { readonly seconds: number; readonly clients: number },
) {
  const search = (index: number) => `api/search?text=${encodeURIComponent(SENTENCES[index % 8] as string)}&all=true`;
  const first = (await (await fetch(`${address}/${search(0)}&pageSize=24`)).json()) as { results: { id: string }[] };
  const ids = first.results.map(({ id }) => id);
  const some = ids.map((id) => `id=${encodeURIComponent(id)}`).join('&');
  const image = await (await fetch(`${address}/api/items/${encodeURIComponent(ids[0] as string)}/thumbnail`)).blob();
  let next = 0;
  const kinds: Readonly<Record<string, Request>> = {
    text: (at) => fetch(`${at}/${search(next++)}`),
    items: (at) => fetch(`${at}/api/similar?right=${encodeURIComponent(ids[next++ % ids.length] as string)}`),
    words: (at) => fetch(`${at}/api/attention?text=${encodeURIComponent(SENTENCES[next++ % 8] as string)}&${some}`),
    image: (at) =>
      fetch(`${at}/api/search`, { method: 'POST', body: image, headers: { 'content-type': 'image/jpeg' } }),
    thumbnail: (at) => fetch(`${at}/api/items/${encodeURIComponent(ids[next++ % ids.length] as string)}/thumbnail`),
  };
  // Text is half of what people ask for.
  const turns = ['text', 'items', 'text', 'words', 'text', 'image', 'text', 'thumbnail'];
  const answers = Object.keys(kinds).map((kind) => ({ kind, times: [] as number[], busy: 0, wrong: 0 }));
  const end = performance.now() + 1000 * seconds;
  const client = async (index: number) => {
    for (let turn = index; performance.now() < end; turn++) {
      const kind = turns[turn % turns.length] as string;
      const answer = answers.find((one) => one.kind === kind) as (typeof answers)[number];
      const began = performance.now();
      const status = await (kinds[kind] as Request)(address).then(
        async (response) => {
          await response.arrayBuffer();
          return response.status;
        },
        () => 0,
      );
      if (status === 200) answer.times.push(performance.now() - began);
      else if (status === 429) answer.busy++;
      else answer.wrong++;
      if (status !== 200) await setTimeout(PAUSE);
    }
  };
  const health = askForHealth(address, end);
  const quarters = memoryInQuarters(memory, seconds);
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return {
    seconds,
    clients,
    kinds: answers.map(({ kind, times, busy, wrong }): KindResult => {
      return { kind, served: times.length, busy, wrong, p50: percentile(times, 50), p99: percentile(times, 99) };
    }),
    health: await health,
    memory: { quarters: await quarters },
  };
}

async function askForHealth(address: string, end: number) {
  const times: number[] = [];
  let failed = 0;
  while (performance.now() < end) {
    const began = performance.now();
    const answer = await fetch(`${address}/health`).catch(() => null);
    await answer?.arrayBuffer();
    if (answer?.status === 200) times.push(performance.now() - began);
    else failed++;
    await setTimeout(50);
  }
  const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
  return { asked: times.length + failed, failed, p50, p99, worst: Math.max(...times) };
}

/** The most resident bytes in each quarter of the time. */
async function memoryInQuarters(memory: () => Promise<number>, seconds: number): Promise<number[]> {
  const most = [0, 0, 0, 0];
  const began = performance.now();
  for (let share = 0; share < 1; share = (performance.now() - began) / (1000 * seconds)) {
    const quarter = Math.floor(4 * share);
    most[quarter] = Math.max(most[quarter] as number, await memory());
    await setTimeout(500);
  }
  return most;
}
