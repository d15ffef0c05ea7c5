import { formatTable } from '@rs-sam/foundation/text';
import { type ComparedImage, type ComparedPair, placeOf } from './compared-pair';

/** A table of pairs for a terminal. */
export function formatPairs(pairs: readonly ComparedPair[]): string[] {
  const rows = pairs.map(({ kind, score, first, second, overlap }) => [
    kind,
    score.toFixed(2),
    shownImage(first),
    shownImage(second),
    ...(overlap === null
      ? []
      : [overlap.view, overlap.scale.toFixed(2), shares(overlap.shareOfFirst, overlap.shareOfSecond)]),
  ]);
  const head = ['kind', 'score', 'first', 'second', 'view', 'scale', 'common'];
  return formatTable([head, ...rows], { right: (_, column) => column === 1 || column === 5 }).split('\n');
}

const shownImage = (image: ComparedImage): string => `${placeOf(image)} ${image.file}`;

const shares = (first: number, second: number): string => `${percent(first)} of ${percent(second)}`;

const percent = (share: number): string => `${Math.round(100 * share)} %`;

const COLUMNS: Readonly<Record<string, (pair: ComparedPair) => string | number | null | undefined>> = {
  kind: ({ kind }) => kind,
  score: ({ score }) => score.toFixed(4),
  first_dataset: ({ first }) => first.dataset,
  first_part: ({ first }) => first.part,
  first_file: ({ first }) => first.file,
  second_dataset: ({ second }) => second.dataset,
  second_part: ({ second }) => second.part,
  second_file: ({ second }) => second.file,
  view: ({ overlap }) => overlap?.view,
  scale: ({ overlap }) => overlap?.scale.toFixed(3),
  share_of_first: ({ overlap }) => overlap?.shareOfFirst.toFixed(3),
  share_of_second: ({ overlap }) => overlap?.shareOfSecond.toFixed(3),
  grey: ({ overlap }) => overlap?.grey.toFixed(4),
  detail: ({ overlap }) => overlap?.detail.toFixed(4),
};

/** The first line of the file that {@link pairsAsCsv} makes. */
export const CSV_HEAD = Object.keys(COLUMNS).join(',');

/** All pairs as CSV (RFC 4180). */
export function pairsAsCsv(pairs: readonly ComparedPair[]): string {
  const columns = Object.values(COLUMNS);
  const lines = pairs.map((pair) => columns.map((value) => quoted(String(value(pair) ?? ''))).join(','));
  return [CSV_HEAD, ...lines, ''].join('\r\n');
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
