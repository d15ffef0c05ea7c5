import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ONNXRUNTIME_VERSION } from '@rs-sam/foundation/errors';
import { getBackend } from '@tensorflow/tfjs-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import manifest from '../../package.json';
import { loadFakeTensorflow, unloadFakeTensorflow } from '../../test/fake-tensorflow';
import { InvalidOptionError } from '../index';
import { prepareBackend } from './prepare-backend';
import * as trial from './trial-step';

/** The folder of a program, in which the tests install optional packages. */
let folder: string;

function install(name: string, source: string): void {
  const target = join(folder, 'node_modules', name);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'package.json'), JSON.stringify({ name, version: '9.9.9', main: 'index.js' }));
  writeFileSync(join(target, 'index.js'), source);
}

describe('prepareBackend', () => {
  const warn = vi.fn();

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rs-sam-backend-'));
    vi.spyOn(process, 'cwd').mockReturnValue(folder);
    vi.stubEnv('RS_SAM_ENGINE', '');
    warn.mockReset();
  });

  afterEach(() => {
    vi.restoreAllMocks();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('selects the first engine that works, and gives the reason', async () => {
    const report = await prepareBackend({ warn });
    expect(report.engine).toBe('wasm+onnxruntime');
    expect(report.tfjsBackend).toBe('wasm');
    expect(getBackend()).toBe('wasm');
    expect(report.attempts.map(({ engine, outcome }) => [engine, outcome])).toEqual([
      ['tfjs-node-gpu', 'absent'],
      ['webgpu', 'absent'],
      ['tfjs-node', 'absent'],
      ['wasm+onnxruntime', 'taken'],
    ]);
    expect(report.summary).toMatch(
      /onnxruntime-node .*the first that works \(tfjs-node-gpu absent, webgpu absent, tfjs-node absent\)/,
    );
    expect(warn).not.toHaveBeenCalled();
  });

  it('selects the engine that the option or the environment variable names; the option wins', async () => {
    expect((await prepareBackend({ engine: 'wasm', warn })).summary).toMatch(/chosen by the option engine/);
    vi.stubEnv('RS_SAM_ENGINE', 'wasm');
    expect((await prepareBackend({ warn })).summary).toMatch(/Engine wasm: .*chosen by RS_SAM_ENGINE/);
    expect((await prepareBackend({ engine: 'wasm+onnxruntime', warn })).engine).toBe('wasm+onnxruntime');
  });

  it('refuses an unknown name, and an engine that is not installed', async () => {
    await expect(prepareBackend({ engine: 'cuda' as 'wasm' })).rejects.toThrow(
      /no engine "cuda"\. Choose one of tfjs-node-gpu, /,
    );
    await expect(prepareBackend({ engine: 'tfjs-node' })).rejects.toThrow(
      /The engine tfjs-node is unavailable: @tensorflow\/tfjs-node is not installed\. Run: npm install @tensorflow\/tfjs-node@4\.22\.0$/,
    );
  });

  it('skips a broken engine with a warning that names it', async () => {
    install('@tensorflow/tfjs-node', "throw new Error('libtensorflow.so.2: cannot open shared object file');");
    const report = await prepareBackend({ warn });
    expect(report.engine).toBe('wasm+onnxruntime');
    expect(report.attempts[2]).toMatchObject({ engine: 'tfjs-node', outcome: 'broken' });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls[0]?.[0]).toMatch(/tfjs-node is installed but cannot be used.*libtensorflow/);
  });

  it.each([
    [{ threads: 0 }, 'The option threads is 0; it must be an integer of at least 1.'],
    [
      { wasmPath: '/wasm' },
      'The option wasmPath is "/wasm"; it must be the address of a folder, with a slash at its end.',
    ],
    [{ backend: 'wasm' }, 'The option backend is "wasm"; it must be left out: prepareBackend has the options engine'],
    ['wasm', 'The option options of prepareBackend is "wasm"; it must be an object.'],
  ])('refuses %j', async (options, message) => {
    await expect(prepareBackend(options as object)).rejects.toThrow(InvalidOptionError);
    await expect(prepareBackend(options as object)).rejects.toThrow(message);
  });

  it('gives the command that installs onnxruntime-node, once, if no engine is chosen by name', async () => {
    const builtin = process.getBuiltinModule;
    const createRequire = () => (name: string) => {
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    };
    vi.spyOn(process, 'getBuiltinModule').mockImplementation(((name: string) =>
      name === 'node:module' ? { createRequire } : builtin(name)) as typeof builtin);
    const report = await prepareBackend({ warn });
    expect(report.engine).toBe('wasm');
    expect(report.attempts[3]).toMatchObject({ engine: 'wasm+onnxruntime', outcome: 'absent' });
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/several times slower.*: npm install onnxruntime-node@[\d.]+ --ignore-scripts$/)],
    ]);
    await prepareBackend({ warn });
    expect(warn).toHaveBeenCalledTimes(1);
  });

  it('reports an engine that lacks one of its own packages as broken, not as absent', async () => {
    install('@tensorflow/tfjs-node', "require('the-addon-that-was-never-built');");
    const report = await prepareBackend({ warn });
    expect(report.attempts[2]).toMatchObject({ engine: 'tfjs-node', outcome: 'broken' });
  });

  it('takes the fastest of the engines that work, and says what the others took', async () => {
    await loadFakeTensorflow({ isGPUPackage: false, isUsingGpuDevice: false });
    // Of both directions: tfjs-node 0.5 s, then wasm+onnxruntime 0.3 s.
    const seconds = vi.spyOn(trial, 'secondsOfStep');
    for (const each of [0.3, 0.2, 0.2, 0.1]) seconds.mockReturnValueOnce(each);
    const report = await prepareBackend({ warn });
    expect(report.engine).toBe('wasm+onnxruntime');
    expect(report.identity).toBe('wasm+onnxruntime');
    expect(getBackend()).toBe('wasm');
    expect(report.attempts.map(({ outcome }) => outcome)).toEqual(['absent', 'absent', 'slower', 'taken']);
    expect(report.attempts[2]?.detail).toMatch(/libtensorflow 2\.12\.0: 0\.500 s for a trial step$/);
    expect(report.summary).toMatch(/the fastest: a trial step takes 0\.300 s, and 0\.500 s on tfjs-node \(/);
    const chosen = await prepareBackend({ engine: 'tfjs-node', warn });
    expect(chosen.summary).toMatch(/^Engine tfjs-node: .* chosen by the option engine\.$/);
    unloadFakeTensorflow();
  });

  it('takes another engine than the last where it is faster', async () => {
    await loadFakeTensorflow({ isGPUPackage: false, isUsingGpuDevice: false });
    const seconds = vi.spyOn(trial, 'secondsOfStep').mockReturnValueOnce(0.001).mockReturnValueOnce(0.002);
    const report = await prepareBackend({ direction: 'i2t', warn });
    expect(seconds.mock.calls).toEqual([['i2t'], ['i2t']]);
    expect(report).toMatchObject({ engine: 'tfjs-node', identity: 'tfjs-node with libtensorflow 2.12.0' });
    expect(getBackend()).toBe('tensorflow');
    expect(report.attempts.map(({ outcome }) => outcome)).toEqual(['absent', 'absent', 'taken', 'slower']);
    unloadFakeTensorflow();
  });

  it('reports an engine that registers no backend as broken', async () => {
    install('@tensorflow/tfjs-node', '');
    const report = await prepareBackend({ warn });
    expect(report.attempts[2]).toMatchObject({ engine: 'tfjs-node', outcome: 'broken' });
    expect(getBackend()).toBe('wasm');
  });
});

it('names the version of onnxruntime-node that package.json pins', () => {
  expect(ONNXRUNTIME_VERSION).toBe(manifest.peerDependencies['onnxruntime-node']);
});
