import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const planted = `${root}packages/retrieval-metrics/src/planted-by-a-test`;

afterEach(() => rmSync(planted, { recursive: true, force: true }));

it.each([
  ["import '@rs-sam/core';", 'arrows-of-retrieval-metrics'],
  ["import '@tensorflow/tfjs-core';", 'metrics-and-datasets-know-no-tensors'],
  ["import 'node:fs';", 'no-node-outside-the-node-entry'],
])('the rule of the arrows fails on %s in the metrics', (source, rule) => {
  mkdirSync(planted);
  writeFileSync(`${planted}/wrong.ts`, source);
  const { status, stdout } = spawnSync('pnpm', ['exec', 'depcruise', '--config', '.dependency-cruiser.mjs', planted], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(stdout).toContain(rule);
  expect(status).not.toBe(0);
});
