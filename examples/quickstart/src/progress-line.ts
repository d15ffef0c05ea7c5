import { stderr } from 'node:process';

/** A progress line on a terminal, overwritten each time; nothing in a pipe or in CI. */
export function progressLine(text: string): void {
  if (stderr.isTTY && !process.env.CI) stderr.write(`\r\u001b[K${text}`);
}

/** Clears the progress line. */
export function endProgress(): void {
  progressLine('');
}
