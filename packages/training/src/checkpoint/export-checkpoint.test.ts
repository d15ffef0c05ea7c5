import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CheckpointError, loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { useWasm } from '../../../evaluation/test/use-engine';
import { checkpointFiles } from '../../../models/test/checkpoint-files';
import { exportCheckpoint } from './export-checkpoint';

beforeAll(useWasm);

async function checkpointFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-export-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, content] of Object.entries(checkpointFiles())) await writeFile(join(folder, name), content);
  await writeFile(join(folder, 'state.json'), '{}');
  return folder;
}

const weightsOf = async (folder: string) => {
  const { model } = await loadCheckpoint(folderSource(folder));
  const values = model.weights.map(({ name, variable }) => [name, [...variable.dataSync<'float32'>()]] as const);
  model.dispose();
  return new Map(values);
};

it('writes a checkpoint of half the size whose weights are the nearest halves', async () => {
  const checkpoint = await checkpointFolder();
  const out = join(checkpoint, 'copy');
  const { largestRounding } = await exportCheckpoint({ checkpoint, out });
  expect((await readdir(out)).sort()).toEqual([
    'configuration.json',
    'manifest.json',
    'vocabulary.json',
    'weights.safetensors',
  ]);
  const size = async (folder: string) => (await stat(join(folder, 'weights.safetensors'))).size;
  expect(await size(out)).toBeLessThan(0.7 * (await size(checkpoint)));
  const [trained, rounded] = [await weightsOf(checkpoint), await weightsOf(out)];
  expect([...rounded.keys()]).toEqual([...trained.keys()]);
  const errors = [...trained].flatMap(([name, values]) => {
    const largest = Math.max(...values.map(Math.abs));
    return values.map((value, i) => Math.abs((rounded.get(name)?.[i] as number) - value) / (largest || 1));
  });
  expect(Math.max(...errors)).toBeCloseTo(largestRounding, 12);
  // Half of the distance between neighbouring halves.
  expect(largestRounding).toBeLessThanOrEqual(2 ** -11);
  expect(largestRounding).toBeGreaterThan(0);
});

it('copies float32 weights to the bit, and names a damaged file', async () => {
  const checkpoint = await checkpointFolder();
  const out = join(checkpoint, 'copy');
  expect((await exportCheckpoint({ checkpoint, out, dtype: 'float32' })).largestRounding).toBe(0);
  expect(await weightsOf(out)).toEqual(await weightsOf(checkpoint));
  await writeFile(join(checkpoint, 'vocabulary.json'), '[]');
  await expect(exportCheckpoint({ checkpoint, out })).rejects.toThrow(CheckpointError);
  await expect(exportCheckpoint({ checkpoint, out })).rejects.toThrow('vocabulary.json');
  // The earlier copy is whole.
  expect((await weightsOf(out)).size).toBeGreaterThan(0);
});
