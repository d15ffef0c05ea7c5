import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import type { NodeRequire } from '../../engine/node-require';
import { nativeProduct } from '../products/native-product';
import { onnxruntimeGraphs } from './onnxruntime-graphs';

const require = createRequire(import.meta.url);

/** The real package, with one of its modules replaced. */
function requireWith(name: string, replacement: unknown): NodeRequire {
  return (wanted) => (wanted === name ? replacement : require(wanted));
}

const a = { values: Float32Array.of(1, 2, 3, 4), shape: [2, 2], transpose: false };
const product = () => ({ values: new Float32Array(4), shape: [2, 2] });

describe('onnxruntimeGraphs', () => {
  it('multiplies in place, each operand plain or transposed', () => {
    const engine = onnxruntimeGraphs(require, 1, () => {});
    expect(engine.name).toMatch(/^onnxruntime-node \d+\.\d+\.\d+$/);
    for (const [left, right, expected] of [
      [false, false, [7, 10, 15, 22]],
      [true, false, [10, 14, 14, 20]],
      [false, true, [5, 11, 11, 25]],
      [true, true, [7, 15, 10, 22]],
    ] as const) {
      const output = product();
      expect(nativeProduct(engine, { ...a, transpose: left }, { ...a, transpose: right }, output)).toBe(true);
      expect(Array.from(output.values)).toEqual(expected);
    }
  });

  it('leaves nothing to the garbage collector but small objects', () => {
    const engine = onnxruntimeGraphs(require, 1, () => {});
    const large = (rows: number, columns: number) => ({
      values: new Float32Array(rows * columns).fill(1),
      shape: [rows, columns],
      transpose: false,
    });
    const [left, right, output] = [large(1024, 8), large(8, 1024), large(1024, 1024)];
    nativeProduct(engine, left, right, output);
    const before = process.memoryUsage().arrayBuffers;
    for (let i = 0; i < 8; i++) nativeProduct(engine, left, right, output);
    // The binding would copy each output: 32 MiB.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 << 20);
    expect(output.values.every((value) => value === 8)).toBe(true);
  });

  it('refuses a different binding and names the missing methods', () => {
    class Other {
      loadModel() {}
    }
    const strange = requireWith('onnxruntime-node/dist/binding', {
      binding: { InferenceSession: Other },
      initOrt() {},
    });
    expect(() => onnxruntimeGraphs(strange, 1, () => {})).toThrow(
      /a native binding that this package cannot use \(missing: run\)/,
    );
    const gone = requireWith('onnxruntime-node/dist/binding', {});
    expect(() => onnxruntimeGraphs(gone, 1, () => {})).toThrow(/missing: loadModel, run/);
  });

  it('warns once when a product fails, and then leaves all products to the caller', () => {
    const run = vi.fn(() => {
      throw new Error('out of memory');
    });
    class Failing {
      loadModel() {}
      run = run;
    }
    Object.assign(Failing.prototype, { run });
    const warn = vi.fn();
    const engine = onnxruntimeGraphs(
      requireWith('onnxruntime-node/dist/binding', { binding: { InferenceSession: Failing }, initOrt() {} }),
      1,
      warn,
    );
    expect(nativeProduct(engine, a, a, product())).toBe(false);
    expect(nativeProduct(engine, a, a, product())).toBe(false);
    expect(run).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/onnxruntime-node failed \(out of memory\): everything runs on wasm from now on/)],
    ]);
  });
});
