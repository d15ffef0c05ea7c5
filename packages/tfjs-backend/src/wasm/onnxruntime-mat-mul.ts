import type { NodeRequire } from '../node-require';
import type { MatMulEngine, MatMulOperand } from './mat-mul-engine';
import { matMulModel } from './mat-mul-model';

/*
 * The one file that rests on what onnxruntime-node does not promise: its native binding runs a session synchronously, which a
 * tfjs kernel needs, while its public `InferenceSession.run` is asynchronous. The version is pinned in package.json, the shape
 * of the binding is checked before use, and where anything differs the products run on wasm.
 */

interface Binding {
  readonly InferenceSession: new () => Session;
}

interface Session {
  loadModel(model: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: Record<string, unknown>, fetches: Record<string, unknown>, options: object): unknown;
}

type TensorConstructor = new (type: 'float32', data: Float32Array, shape: readonly number[]) => unknown;

/** Why the native products cannot be had, in words for the report. */
class OnnxruntimeUnusable extends Error {
  override readonly name = 'OnnxruntimeUnusable';
}

/**
 * Matrix products on onnxruntime-node's native kernels, in place on the wasm heap.
 *
 * @param require resolves from the package, then from the program's folder.
 * @param threads how many threads a product may use.
 * @param warn takes the one warning, if a product fails later on.
 * @throws OnnxruntimeUnusable where the package is there and its binding is not what we know.
 */
export function onnxruntimeMatMul(
  require: NodeRequire,
  threads: number,
  warn: (message: string) => void,
): MatMulEngine {
  const { binding, Tensor, version } = openBinding(require);
  const sessions = new Map<string, Session>();
  let usable = true;

  const sessionFor = (a: MatMulOperand, b: MatMulOperand, rank: number): Session => {
    const key = `${a.shape.length} ${b.shape.length} ${rank} ${a.transpose} ${b.transpose}`;
    let session = sessions.get(key);
    if (session === undefined) {
      const model = matMulModel({
        rankA: a.shape.length,
        rankB: b.shape.length,
        rank,
        transposeA: a.transpose,
        transposeB: b.transpose,
      });
      session = new binding.InferenceSession();
      session.loadModel(model.buffer, model.byteOffset, model.byteLength, {
        intraOpNumThreads: threads,
        interOpNumThreads: 1,
        // The outputs lie on the wasm heap; an arena would keep a second copy of every temporary for good.
        enableCpuMemArena: false,
        logSeverityLevel: 3,
      });
      sessions.set(key, session);
    }
    return session;
  };

  return {
    name: `onnxruntime-node ${version}`,
    multiply(a, b, output) {
      if (!usable) return false;
      try {
        sessionFor(a, b, output.shape.length).run(
          { a: new Tensor('float32', a.values, a.shape), b: new Tensor('float32', b.values, b.shape) },
          { y: new Tensor('float32', output.values, output.shape) },
          {},
        );
        return true;
      } catch (error) {
        usable = false;
        warn(
          `onnxruntime-node failed (${(error as Error).message}): matrix products go on in wasm, several times slower.`,
        );
        return false;
      }
    },
  };
}

/** Loads the binding and checks that it has the shape which the code above calls. */
function openBinding(require: NodeRequire): { binding: Binding; Tensor: TensorConstructor; version: string } {
  const { version } = require('onnxruntime-node/package.json') as { version: string };
  const { binding, initOrt } = require('onnxruntime-node/dist/binding') as {
    binding?: Partial<Binding>;
    initOrt?: unknown;
  };
  // The package's own dependency holds the tensor class that the binding makes its outputs of.
  const { Tensor } = require('onnxruntime-node') as { Tensor?: unknown };
  const session: unknown = binding?.InferenceSession?.prototype;
  const methods = ['loadModel', 'run'].filter(
    (method) => typeof (session as Record<string, unknown>)?.[method] !== 'function',
  );
  if (typeof initOrt !== 'function' || typeof Tensor !== 'function' || methods.length > 0) {
    throw new OnnxruntimeUnusable(
      `onnxruntime-node ${version} has another native binding than the one that is known here (missing: ${
        methods.join(', ') || 'initOrt or Tensor'
      }). Install the version that @rs-sam/tfjs-backend names as its peer.`,
    );
  }
  initOrt();
  return { binding: binding as Binding, Tensor: Tensor as TensorConstructor, version };
}
