import { installCommand, ONNXRUNTIME_VERSION, RsSamError } from '@rs-sam/foundation/errors';
import type { NodeRequire } from '../../engine/node-require';
import type { NativeGraph, NativeGraphs, NativeTensor, NativeTensors } from './native-graphs';
import { UNCONVERTIBLE } from './onnx-model';

/*
 * The only file that uses more than onnxruntime-node's public interface: the native binding runs a session synchronously, which a tfjs
 * kernel needs, while the public `InferenceSession.run` is asynchronous. The version is pinned in package.json and the binding is checked
 * before use. If anything differs, everything runs on wasm.
 */

interface Binding {
  readonly InferenceSession: new () => Session;
}

interface Session {
  loadModel(model: ArrayBufferLike, offset: number, length: number, options: object): void;
  run(feeds: Record<string, unknown>, fetches: Record<string, unknown>, options: object): unknown;
}

type TensorConstructor = new (type: 'float32', data: Float32Array, shape: readonly number[]) => unknown;

/** onnxruntime-node is installed, but its native kernels cannot be used; the message goes to the report. */
class OnnxruntimeUnusable extends RsSamError {
  override readonly name = 'OnnxruntimeUnusable';
  override readonly code = 'RS_SAM_ONNXRUNTIME_UNUSABLE';
}

/**
 * Graphs on onnxruntime-node's native kernels, in place on the wasm heap.
 *
 * @param require resolves from the package, then from the program's folder.
 * @param threads how many threads a graph may use.
 * @param warn receives one warning if a graph fails later.
 * @throws OnnxruntimeUnusable if the package is installed and its binding differs.
 */
export function onnxruntimeGraphs(
  require: NodeRequire,
  threads: number,
  warn: (message: string) => void,
): NativeGraphs {
  const { binding, Tensor, version } = openBinding(require);
  const sessions = new Map<string, Session>();
  let usable = true;

  const sessionOf = ({ name, model, keepMemory, oneThread = false }: NativeGraph): Session => {
    let session = sessions.get(name);
    if (session === undefined) {
      const bytes = model();
      session = new binding.InferenceSession();
      session.loadModel(bytes.buffer, bytes.byteOffset, bytes.byteLength, {
        intraOpNumThreads: oneThread ? 1 : threads,
        interOpNumThreads: 1,
        enableCpuMemArena: keepMemory,
        // The further level fuses a product with its sigmoid, which then is a slower one.
        graphOptimizationLevel: 'basic',
        // A session's threads wait for more work in a loop; those of the last session would take a processor from those of the next.
        extra: { session: { force_spinning_stop: '1' } },
        logSeverityLevel: 3,
      });
      sessions.set(name, session);
    }
    return session;
  };
  const wrapped = (tensors: NativeTensors): Record<string, unknown> => {
    const result: Record<string, unknown> = {};
    for (const name in tensors) {
      const { values, shape } = tensors[name] as NativeTensor;
      result[name] = new Tensor('float32', values, shape);
    }
    return result;
  };

  return {
    name: `onnxruntime-node ${version}`,
    run(graph, inputs, outputs) {
      if (!usable) return false;
      try {
        runInPlace(sessionOf(graph), wrapped(inputs), wrapped(outputs));
        return true;
      } catch (error) {
        usable = false;
        warn(
          `onnxruntime-node failed (${(error as Error).message}): everything runs on wasm from now on, several times slower.`,
        );
        return false;
      }
    },
  };
}

/** The binding's error about an output of type bfloat16. */
const NOT_CONVERTED = 'Tensor type (16) is not supported.';

/**
 * Runs a session whose outputs are written to the given memory.
 *
 * After a run, the binding copies every output into a new ArrayBuffer, also those that have their memory already. In a training step these
 * copies are 44 MB, and a garbage collection. It converts the outputs in their order and cannot convert the first one, so that the error
 * about it ends the run before anything is copied.
 */
function runInPlace(session: Session, feeds: Record<string, unknown>, fetches: Record<string, unknown>): void {
  const { stackTraceLimit } = Error;
  // The stack is most of what an error costs.
  Error.stackTraceLimit = 0;
  try {
    session.run(feeds, { ...fetches, [UNCONVERTIBLE]: null }, {});
  } catch (error) {
    if ((error as Error).message !== NOT_CONVERTED) throw error;
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
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
      }). Install ${ONNXRUNTIME_VERSION}: ${installCommand('onnxruntime-node')}`,
    );
  }
  initOrt();
  return { binding: binding as Binding, Tensor: Tensor as TensorConstructor, version };
}
