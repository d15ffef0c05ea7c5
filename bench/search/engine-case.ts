// Queries of one engine in a process of its own. Argument: an `EngineRequest`.
import { readGloveWords } from '@rs-sam/pretrained/node';
import { loadSearcher, parseFilter } from '@rs-sam/search';
import { galleryAt } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { percentile } from '../serve/percentile';
import { BEST, type EngineAnswer, type EngineRequest, type EngineRow } from './engine-request';
import { exhaustiveBest } from './exhaustive';
import { mixedSource } from './mixed-gallery';

/** Queries before the timed ones. */
const WARM_UP = 10;

/** Queries with a filter. */
const FILTERED = 20;

const request = JSON.parse(process.argv[2] ?? '') as EngineRequest;
await prepareBackend();
const began = performance.now();
const searcher = await loadSearcher(sourceOf(request), { pretrained: await readGloveWords() });
const openSeconds = (performance.now() - began) / 1000;
const { queries, candidates: sizes, exhaustive: count } = request;
const filter = parseFilter(['hundredth=7']);
const timed = async (texts: readonly string[], candidates: number, filtered: boolean) => {
  const ask = (text: string) =>
    searcher.byText({ text, candidates, pageSize: BEST, fits: null, fold: null, ...(filtered && { filter }) });
  for (const text of texts.slice(0, WARM_UP)) await ask(text);
  const times: number[] = [];
  const best: string[][] = [];
  for (const text of texts) {
    const start = performance.now();
    const { results } = await ask(text);
    times.push(performance.now() - start);
    best.push(results.map(({ item }) => item.file));
  }
  return { times, best };
};
const rows: EngineRow[] = [];
for (const candidates of sizes) {
  const { times, best } = await timed(queries, candidates, false);
  const filtered = (await timed(queries.slice(0, FILTERED), candidates, true)).times;
  rows.push({
    ...{ candidates, best, filteredMedian: percentile(filtered, 50) },
    ...{ millisecondsMedian: percentile(times, 50), milliseconds99: percentile(times, 99) },
  });
  console.error(`${request.engine}, ${candidates} candidates: ${percentile(times, 50).toFixed(0)} ms`);
}
const peakMiB = process.resourceUsage().maxRSS / 1024;
const start = performance.now();
const keys = count === 0 ? [] : await exhaustiveBest(searcher, queries.slice(0, count), BEST);
const exhaustive: string[][] = [];
for (const one of keys) exhaustive.push((await searcher.gallery.items(one)).map(({ file }) => file));
const answer: EngineAnswer = {
  ...{ openSeconds, peakMiB, rows, exhaustive, exhaustiveSeconds: (performance.now() - start) / 1000 },
};
await searcher.close();
console.log(JSON.stringify(answer));

function sourceOf({ engine, folder, base, postgres }: EngineRequest) {
  if (engine === 'postgres') return galleryAt(postgres as string);
  const { openEngine, ...source } = mixedSource(folder, base);
  return engine === 'usearch' && openEngine ? { ...source, openEngine } : source;
}
