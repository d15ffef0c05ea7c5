import { RsSamError } from '@rs-sam/foundation/errors';
import { ONNXRUNTIME_VERSION } from '../../engine/faster-engine';
import type { NodeRequire } from '../../engine/node-require';
import type { MatMulEngine, MatMulOperand } from './mat-mul-engine';
import { matMulModel } from './mat-mul-model';

/*
 * The only file that uses more than onnxruntime-node's public interface: the native binding runs a session synchronously, which a tfjs
 * kernel needs, while the public `InferenceSession.run` is asynchronous. The version is pinned in package.json and the binding is checked
 * before use. If anything differs, the products run on wasm.
 */

interface Binding {
  readonly InferenceSession: new () => Session;
}

interface Session {
  loadModel(model: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: Record<string, unknown>, fetches: Record<string, unknown>, options: object): unknown;
}

type TensorConstructor = new (type: 'float32', data: Float32Array, shape: readonly number[]) => unknown;

/** onnxruntime-node is installed, but its native products cannot be used; the message goes to the report. */
class OnnxruntimeUnusable extends RsSamError {
  override readonly name = 'OnnxruntimeUnusable';
  override readonly code = 'RS_SAM_ONNXRUNTIME_UNUSABLE';
}

/**
 * Matrix products on onnxruntime-node's native kernels, in place on the wasm heap.
 *
 * @param require resolves from the package, then from the program's folder.
 * @param threads how many threads a product may use.
 * @param warn receives one warning if a product fails later.
 * @throws OnnxruntimeUnusable if the package is installed and its binding differs.
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
        // The outputs are on the wasm heap; an arena would keep a second copy of every temporary until the process ends.
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
          `onnxruntime-node failed (${(error as Error).message}): matrix products run on wasm from now on, several times slower.`,
        );
        return false;
      }
    },
  };
}

/** Loads the binding and checks that it has the methods that the code above calls. */
function openBinding(require: NodeRequire): { binding: Binding; Tensor: TensorConstructor; version: string } {
  const { version } = require('onnxruntime-node/package.json') as { version: string };
  const { binding, initOrt } = require('onnxruntime-node/dist/binding') as {
    binding?: Partial<Binding>;
    initOrt?: unknown;
  };
  // The binding creates its outputs with the tensor class of a dependency of the package.
  const { Tensor } = require('onnxruntime-node') as { Tensor?: unknown };
  const session: unknown = binding?.InferenceSession?.prototype;
  const methods = ['loadModel', 'run'].filter(
    (method) => typeof (session as Record<string, unknown>)?.[method] !== 'function',
  );
  if (typeof initOrt !== 'function' || typeof Tensor !== 'function' || methods.length > 0) {
    throw new OnnxruntimeUnusable(
      `onnxruntime-node ${version} has a native binding that this package cannot use (missing: ${
        methods.join(', ') || 'initOrt or Tensor'
      }). Install ${ONNXRUNTIME_VERSION}: npm install onnxruntime-node@${ONNXRUNTIME_VERSION} --ignore-scripts`,
    );
  }
  initOrt();
  return { binding: binding as Binding, Tensor: Tensor as TensorConstructor, version };
}
