import type { Reporter, TestModule } from 'vitest/node';

/** Prints one line at the end of a run: the number of skipped tests and the reasons, which are the notes given to `skip`. */
// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its default export.
export default class SkippedTestsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const notes: string[] = [];
    for (const testModule of modules) {
      for (const test of testModule.children.allTests('skipped')) {
        const result = test.result();
        notes.push((result.state === 'skipped' && result.note) || 'no reason given');
      }
    }
    const line = skippedLine(notes);
    if (line !== undefined) console.log(`${line}\n`);
  }
}

/** `Skipped 3 tests: 2 need …; 1 needs ….`, most frequent first; undefined where no test was skipped. */
export function skippedLine(notes: readonly string[]): string | undefined {
  if (notes.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const note of notes) counts.set(note, (counts.get(note) ?? 0) + 1);
  const reasons = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([note, count]) => `${count} ${count === 1 ? 'needs' : 'need'} ${note}`);
  return `Skipped ${notes.length} ${notes.length === 1 ? 'test' : 'tests'}: ${reasons.join('; ')}.`;
}
