// Queries of some engines. Argument: an `EngineRequest`.
import { readGloveWords } from '@rs-sam/pretrained/node';
import { type LoadedSearcher, loadSearcher, parseFilter } from '@rs-sam/search';
import { galleryAt } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { median } from '../median';
import { percentile } from '../serve/percentile';
import { BEST, type EngineAnswer, type EngineName, type EngineRequest, type EngineRow } from './engine-request';
import { exhaustiveBest } from './exhaustive';
import { mixedSource } from './mixed-gallery';

/** Queries before the timed ones. */
const WARM_UP = 5;

/** Queries with a filter. */
const FILTERED = 20;

const request = JSON.parse(process.argv[2] ?? '') as EngineRequest;
await prepareBackend();
const words = await readGloveWords();
const began = performance.now();
const searchers = new Map<EngineName, LoadedSearcher>();
for (const engine of request.engines) {
  searchers.set(engine, await loadSearcher(sourceOf(engine, request), { pretrained: words }));
}
const openSeconds = (performance.now() - began) / 1000;
const { queries, candidates: sizes, exhaustive: count } = request;
const rows: EngineRow[] = [];
for (const candidates of sizes) {
  const all = await inTurn(queries, candidates, false);
  const filtered = await inTurn(queries.slice(0, FILTERED), candidates, true);
  const [first] = request.engines;
  const reference = all.get(first as EngineName)?.times ?? [];
  for (const engine of request.engines) {
    const { times = [], best = [] } = all.get(engine) ?? {};
    rows.push({
      ...{ engine, candidates, best, filteredMedian: median(filtered.get(engine)?.times ?? []) },
      ...{ millisecondsMedian: median(times), milliseconds99: percentile(times, 99) },
      toFirst: median(times.map((time, at) => time / (reference[at] as number))),
    });
  }
}
const peakMiB = process.resourceUsage().maxRSS / 1024;
const start = performance.now();
const [searcher] = searchers.values();
const exhaustive: string[][] = [];
if (searcher !== undefined && count > 0) {
  for (const keys of await exhaustiveBest(searcher, queries.slice(0, count), BEST)) {
    exhaustive.push((await searcher.gallery.items(keys)).map(({ file }) => file));
  }
}
const answer: EngineAnswer = {
  ...{ openSeconds, peakMiB, rows, exhaustive, exhaustiveSeconds: (performance.now() - start) / 1000 },
};
for (const one of searchers.values()) await one.close();
console.log(JSON.stringify(answer));

/** Asks every engine each query, one after the other. */
async function inTurn(texts: readonly string[], candidates: number, isFiltered: boolean) {
  const filter = isFiltered ? parseFilter(['hundredth=7']) : null;
  const answers = new Map(request.engines.map((engine) => [engine, { times: [] as number[], best: [] as string[][] }]));
  for (const [at, text] of [...texts.slice(0, WARM_UP), ...texts].entries()) {
    for (const [engine, { times, best }] of answers) {
      const before = performance.now();
      const page = await searchers
        .get(engine)
        ?.byText({ text, candidates, pageSize: BEST, fits: null, fold: null, filter });
      if (at < WARM_UP) continue;
      times.push(performance.now() - before);
      best.push(page?.results.map(({ item }) => item.file) ?? []);
    }
  }
  return answers;
}

function sourceOf(engine: EngineName, { folder, base, postgres }: EngineRequest) {
  if (engine === 'postgres') return galleryAt(postgres as string);
  const { openEngine, ...source } = mixedSource(folder, base);
  return engine === 'usearch' && openEngine ? { ...source, openEngine } : source;
}
