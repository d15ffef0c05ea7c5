let last = performance.now();

/** Prints a step of the check that passed, with the seconds that it took. */
export function printStep(text: string): void {
  const now = performance.now();
  const seconds = ((now - last) / 1000).toFixed(0);
  console.log(`ok ${seconds.padStart(4)} s  ${text}`);
  last = now;
}

/** Prints what a program of a step printed, below the step. */
export function printOutput(text: string): void {
  console.log(text.trimEnd().replaceAll(/^/gm, '           '));
}
