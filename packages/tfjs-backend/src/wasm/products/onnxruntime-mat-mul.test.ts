import { createRequire } from 'node:module';
import { describe, expect, it, vi } from 'vitest';
import type { NodeRequire } from '../../engine/node-require';
import { onnxruntimeMatMul } from './onnxruntime-mat-mul';

const require = createRequire(import.meta.url);

/** The real package, with one of its modules replaced. */
function requireWith(name: string, replacement: unknown): NodeRequire {
  return (wanted) => (wanted === name ? replacement : require(wanted));
}

const a = { values: Float32Array.of(1, 2, 3, 4), shape: [2, 2], transpose: false };
const product = () => ({ values: new Float32Array(4), shape: [2, 2] });

describe('onnxruntimeMatMul', () => {
  it('multiplies in place, each operand plain or transposed', () => {
    const engine = onnxruntimeMatMul(require, 1, () => {});
    expect(engine.name).toMatch(/^onnxruntime-node \d+\.\d+\.\d+$/);
    for (const [left, right, expected] of [
      [false, false, [7, 10, 15, 22]],
      [true, false, [10, 14, 14, 20]],
      [false, true, [5, 11, 11, 25]],
      [true, true, [7, 15, 10, 22]],
    ] as const) {
      const output = product();
      expect(engine.multiply({ ...a, transpose: left }, { ...a, transpose: right }, output)).toBe(true);
      expect(Array.from(output.values)).toEqual(expected);
    }
  });

  it('refuses a different binding and names the missing methods', () => {
    class Other {
      loadModel() {}
    }
    const strange = requireWith('onnxruntime-node/dist/binding', {
      binding: { InferenceSession: Other },
      initOrt() {},
    });
    expect(() => onnxruntimeMatMul(strange, 1, () => {})).toThrow(
      /a native binding that this package cannot use \(missing: run\)/,
    );
    const gone = requireWith('onnxruntime-node/dist/binding', {});
    expect(() => onnxruntimeMatMul(gone, 1, () => {})).toThrow(/missing: loadModel, run/);
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
    const engine = onnxruntimeMatMul(
      requireWith('onnxruntime-node/dist/binding', { binding: { InferenceSession: Failing }, initOrt() {} }),
      1,
      warn,
    );
    expect(engine.multiply(a, a, product())).toBe(false);
    expect(engine.multiply(a, a, product())).toBe(false);
    expect(run).toHaveBeenCalledTimes(1);
    expect(warn.mock.calls).toEqual([
      [expect.stringMatching(/onnxruntime-node failed \(out of memory\): matrix products run on wasm from now on/)],
    ]);
  });
});
