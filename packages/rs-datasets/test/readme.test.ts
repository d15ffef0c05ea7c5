import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import * as datasets from '../src/index';
import * as node from '../src/node/index';
import * as splits from '../src/splits/index';
import * as synthetic from '../src/synthetic/index';

it('runs the examples of the README one after another, and they print what they say', {
  timeout: 120_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-'));
  const text = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const code = blocks.join('\n').replace(/^import .*$/gm, '');
  const said = [...code.matchAll(/console\.log\(.*\/\/ (.*)$/gm)].map(([, line]) => line);
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const names = { ...datasets, ...splits, ...synthetic, ...node, folder };
  const AsyncFunction = (async () => {}).constructor as new (
    ...args: string[]
  ) => (...args: unknown[]) => Promise<void>;
  await new AsyncFunction(...Object.keys(names), code)(...Object.values(names));
  const printed = log.mock.calls.map((values) => values.join(' '));
  log.mockRestore();
  expect(blocks.length).toBeGreaterThan(3);
  expect(said).toHaveLength(4);
  for (const line of said) expect(printed).toContain(line);
  await rm(folder, { recursive: true });
});
