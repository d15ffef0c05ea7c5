// pnpm bench <name> [--json]: each benchmark is a file of this folder; without a name they are listed.
import type { Benchmark } from './benchmark';

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  step: () => import('./step'),
  epoch: () => import('./epoch'),
  score: () => import('./score'),
  rerank: () => import('./rerank'),
  search: () => import('./search'),
  metrics: () => import('./metrics'),
  text: () => import('./text'),
  reading: () => import('./reading'),
  'kill-extract': () => import('./kill-extract'),
  'kill-index': () => import('./kill-index'),
  'kill-command': () => import('./kill-command'),
  vision: () => import('./vision'),
  extract: () => import('./extract'),
  'kill-train': () => import('./kill-train'),
  grow: () => import('./grow'),
  faults: () => import('./faults'),
  scene: () => import('./scene'),
  serve: () => import('./serve'),
  gpu: () => import('./gpu'),
};

const [name, ...rest] = process.argv.slice(2);
const load = name === undefined ? undefined : benchmarks[name];
if (load === undefined) {
  if (name !== undefined) console.error(`There is no benchmark "${name}".`);
  for (const [known, loadKnown] of Object.entries(benchmarks)) {
    console.log(`pnpm bench ${known.padEnd(12)} ${(await loadKnown()).description}`);
  }
  process.exit(name === undefined ? 0 : 1);
}
await (await load()).run(rest);
