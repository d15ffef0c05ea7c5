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
  const program = 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs';
  const args = [program, '--config', '.dependency-cruiser.mjs', planted];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  expect(stdout).toContain(rule);
  expect(status).not.toBe(0);
});
