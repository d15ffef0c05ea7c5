import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256, unsealJson } from '@rs-sam/foundation/files';
import { expect, it, onTestFinished, vi } from 'vitest';
import { MetricsLog, type StepMetrics } from './metrics-log';

const line: StepMetrics = {
  ...{ kind: 'step', epoch: 1, step: 2, loss: 0.5, gradientNorm: 1.5, learningRate: 0.01, pairsPerSecond: 9 },
};

async function logFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-metrics-log-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, 'metrics.jsonl');
}

it('seals each line', async () => {
  const path = await logFile();
  const log = await MetricsLog.open(path, { length: 0, sha256: sha256('') });
  await log.add(line);
  await log.add({ ...line, step: 4 });
  await log.close();
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  expect(lines.map(unsealJson)).toEqual([
    { json: JSON.stringify(line), seal: 'kept' },
    { json: JSON.stringify({ ...line, step: 4 }), seal: 'kept' },
  ]);
});

it('is named where the disk becomes full, and its length stays that of the lines before', async () => {
  const path = await logFile();
  const log = await MetricsLog.open(path, { length: 0, sha256: sha256('') });
  await log.add(line);
  const before = { bytes: log.bytes, sha256: log.sha256 };
  const handle = await open(path);
  const prototype = Object.getPrototypeOf(handle);
  await handle.close();
  for (const method of ['write', 'sync']) {
    const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const failing = vi.spyOn(prototype, method).mockRejectedValueOnce(full);
    const outcome = method === 'write' ? log.add(line) : log.sync();
    await expect(outcome).rejects.toThrow(`${path} cannot be written: the disk is full.`);
    failing.mockRestore();
  }
  expect({ bytes: log.bytes, sha256: log.sha256 }).toEqual(before);
  await log.close();
});
