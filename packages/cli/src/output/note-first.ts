import type { Reporter } from './reporter';

/** More lines of a kind would fill the terminal. */
const MOST = 5;

/**
 * Notes the first lines of a kind, and how many there are besides.
 *
 * @param others what the others are, by their number, as `3 images more of this kind`.
 */
export function noteFirst(report: Reporter, lines: readonly string[], others: (count: number) => string): void {
  for (const line of lines.slice(0, MOST)) report.note(line);
  if (lines.length > MOST) report.note(`and ${others(lines.length - MOST)}`);
}
