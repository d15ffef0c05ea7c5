import { writePiecesAtomically } from '@rs-sam/foundation/files';
import { formatRun } from '@rs-sam/retrieval-metrics';

/** Names of the rows and columns of a score matrix. */
export interface RunNames {
  readonly images: readonly string[];
  /** One name for each column. */
  readonly captions: readonly string[];
}

/** The names of a split's images and captions in TREC files, in which names have no spaces: `airport_1.jpg` and `airport_1.jpg#0`. */
export function runNames(images: readonly { readonly id: string; readonly captions: readonly string[] }[]): RunNames {
  const names = images.map(({ id }) => id.replace(/^#|[\s\p{Cc}]/gu, encodeURIComponent));
  return {
    images: names,
    captions: images.flatMap(({ captions }, image) => captions.map((_, i) => `${names[image]}#${i}`)),
  };
}

/**
 * Writes a TREC run of one direction.
 *
 * @param score the score of a query and an item.
 * @param depth number of items per query, best first.
 */
export function writeRun(
  path: string,
  queries: readonly string[],
  items: readonly string[],
  score: (query: number, item: number) => number,
  { depth, tag }: { readonly depth: number; readonly tag: string },
): Promise<void> {
  return writePiecesAtomically(path, async (file) => {
    for (const line of lines(queries, items, score, depth, tag)) await file.write(line);
  });
}

function* lines(
  queries: readonly string[],
  items: readonly string[],
  score: (query: number, item: number) => number,
  depth: number,
  tag: string,
): Generator<string> {
  for (const [query, name] of queries.entries()) {
    const scores = items.map((_, item) => score(query, item));
    const best = [...items.keys()].sort((a, b) => (scores[b] as number) - (scores[a] as number)).slice(0, depth);
    const ranked = new Map(best.map((item) => [items[item] as string, scores[item] as number]));
    yield* formatRun(new Map([[name, ranked]]), tag);
  }
}
