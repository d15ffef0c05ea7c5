import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';
import { engineOfRun } from './engine-of-run';

const CHECKPOINT = fileURLToPath(new URL('../../../pretrained/models/ucm-t2i', import.meta.url));

it('is the engine of the last checkpoint, unless RS_SAM_ENGINE names one or there is no run', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-run-'));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  vi.stubEnv('RS_SAM_ENGINE', '');
  expect(await engineOfRun(folder)).toBeUndefined();
  await symlink(CHECKPOINT, join(folder, 'last'), 'junction');
  expect(await engineOfRun(folder)).toBe('wasm+onnxruntime');
  vi.stubEnv('RS_SAM_ENGINE', 'wasm');
  expect(await engineOfRun(folder)).toBeUndefined();
});
