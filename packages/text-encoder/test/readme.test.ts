import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
const folder = new URL('./examples/', import.meta.url);
const examples = readdirSync(folder).map((file) => file.replace('.ts', ''));

afterEach(() => vi.restoreAllMocks());

it('every example of the README is one of the files that are run here', () => {
  expect(readme.match(/^```ts$/gm)).toHaveLength(examples.length);
});

describe.each(examples)('%s', (name) => {
  const source = readFileSync(new URL(`${name}.ts`, folder), 'utf8');

  it('stands in the README as it is', () => {
    expect(readme).toContain(`\`\`\`ts\n${source}\`\`\``);
  });

  it('prints what it says', async () => {
    const lines: string[] = [];
    vi.spyOn(console, 'log').mockImplementation((...values) => {
      lines.push(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' '));
    });
    await import(`./examples/${name}.ts`);
    expect(lines).toEqual([...source.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, printed]) => printed));
  });
});
