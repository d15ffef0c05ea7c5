import type { DuplicateKind } from '@rs-sam/vision-features/node/duplicates';
import type { ComparedFolder } from './compared-folder';
import { type ComparedPair, placeOf } from './compared-pair';

/** How many pairs of each kind two parts have. */
export interface PartsCount {
  readonly first: Place;
  readonly second: Place;
  readonly counts: Readonly<Record<DuplicateKind, number>>;
}

interface Place {
  readonly dataset: string;
  readonly part: string | null;
  readonly images: number;
}

/** One count for each two parts that were compared: of different data sets where there are several, else of the one. */
export function countByParts(
  folders: readonly ComparedFolder[],
  pairs: readonly ComparedPair[],
  kinds: readonly DuplicateKind[],
): PartsCount[] {
  const places = folders.map(placesOf);
  const [only] = places;
  const compared =
    places.length === 1 && only !== undefined
      ? only.flatMap((first, i) => only.slice(i).map((second) => [first, second] as const))
      : places.flatMap((ofFirst, i) =>
          ofFirst.flatMap((first) =>
            places.slice(i + 1).flatMap((others) => others.map((second) => [first, second] as const)),
          ),
        );
  return compared.map(([first, second]) => {
    const of = pairs.filter((pair) => between(pair, first, second) || between(pair, second, first));
    const counts = Object.fromEntries(kinds.map((kind) => [kind, of.filter((pair) => pair.kind === kind).length]));
    return { first, second, counts: counts as Record<DuplicateKind, number> };
  });
}

/** As `rsicd train – ucm test: 0 identical, 3 part (8,734 × 210 images)`. */
export function formatPartsCount({ first, second, counts }: PartsCount): string {
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  const said = found.length === 0 ? 'no pair' : found.map(([kind, count]) => `${count} ${kind}`).join(', ');
  return `${placeOf(first)} – ${placeOf(second)}: ${said}`;
}

/** The parts of a data set in the order of the split, with the images that are in no part last. */
function placesOf({ name, dataset }: ComparedFolder): Place[] {
  const sizes = new Map<string | null, number>();
  for (const { split } of dataset.images) sizes.set(split, (sizes.get(split) ?? 0) + 1);
  const order = (part: string | null) => (part === null ? 4 : ['train', 'val', 'test'].indexOf(part) + 1);
  return [...sizes]
    .map(([part, images]) => ({ dataset: name, part, images }))
    .sort((a, b) => order(a.part) - order(b.part));
}

const between = ({ first, second }: ComparedPair, a: Place, b: Place): boolean =>
  first.dataset === a.dataset && first.part === a.part && second.dataset === b.dataset && second.part === b.part;
