import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AbsentEngine } from '../engine/absent-engine';
import { findGpu } from './find-gpu';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-gpu-'));
});

afterAll(() => rm(folder, { recursive: true }));

/** A file in place of the package `webgpu`. */
async function dawn(name: string, requestAdapter: string): Promise<string> {
  const file = join(folder, `${name}.cjs`);
  await writeFile(file, `exports.create = () => ({ requestAdapter: async () => { ${requestAdapter} } });`);
  return file;
}

const adapter = (device: string) =>
  `return { info: { vendor: 'a', architecture: '', device: '${device}', description: '${device} 1.0' } };`;

describe('findGpu', () => {
  it('accepts a GPU', async () => {
    await findGpu(await dawn('hardware', adapter('NVIDIA H100')));
  });

  it.each([
    ['no adapter', 'return null;', 'no GPU was found'],
    ['a renderer on the processor', adapter('llvmpipe'), 'llvmpipe 1.0 computes on the processor'],
    ['a driver that ends the process', "process.kill(process.pid, 'SIGSEGV'); await new Promise(() => {});", 'SIGSEGV'],
    ['a driver that fails', "throw new Error('lost');", 'the driver of the GPU ended the process'],
  ])('%s is an absent engine', async (name, body, message) => {
    const error = await findGpu(await dawn(name, body)).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AbsentEngine);
    expect((error as Error).message).toContain(message);
  });
});
