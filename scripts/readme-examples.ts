import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it, vi } from 'vitest';

/**
 * Runs the examples of a package's README. Each TypeScript block must be a file of `test/examples/`, word for word, and a comment after
 * `console.log(…);` must be its output.
 *
 * @param testFile `import.meta.url` of a test in the package's `test/` folder; the examples are in `examples/` beside it.
 * @param readmeFile path of the README, relative to the test.
 */
export function testReadmeExamples(testFile: string, readmeFile = '../README.md'): void {
  const readme = readFileSync(new URL(readmeFile, testFile), 'utf8');
  const folder = new URL('./examples/', testFile);
  const examples = examplesIn(folder);

  it('has a file for every example of the README', () => {
    expect(readme.match(/^```ts$/gm)).toHaveLength(examples.length);
  });

  it.each(examples)('%s is in the README, word for word', (file) => {
    expect(readme).toContain(`\`\`\`ts\n${readFileSync(new URL(file, folder), 'utf8')}\`\`\``);
  });

  testExamples(folder);
}

const examplesIn = (folder: URL): string[] => readdirSync(folder).filter((file) => file.endsWith('.ts'));

/** Runs each program of a folder: a comment after `console.log(…);` must be its output. */
export function testExamples(folder: URL): void {
  afterEach(() => vi.restoreAllMocks());

  describe.each(examplesIn(folder))('%s', (file) => {
    const source = readFileSync(new URL(file, folder), 'utf8');

    it('prints what its comments say', async () => {
      const lines: string[] = [];
      vi.spyOn(console, 'log').mockImplementation((...values) => {
        lines.push(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
      });
      await import(/* @vite-ignore */ fileURLToPath(new URL(file, folder)));
      expect(lines).toEqual([...source.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(([, printed]) => printed));
    });
  });
}
