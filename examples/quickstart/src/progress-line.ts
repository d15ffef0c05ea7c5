import { stderr } from 'node:process';

/** One line that is drawn over for a person who watches; in a pipe or in CI, nothing. */
export function progressLine(text: string): void {
  if (stderr.isTTY && !process.env.CI) stderr.write(`\r\u001b[K${text}`);
}

/** Ends the line that was drawn over. */
export function endProgress(): void {
  progressLine('');
}
