import { MissingPackageError } from '../errors';
import { optionalModule } from '../node/optional-module';

type Onnxruntime = typeof import('onnxruntime-node');

/** An open model of onnxruntime-node. */
export interface OnnxSession {
  readonly runtime: Onnxruntime;
  readonly session: import('onnxruntime-node').InferenceSession;
  /** What runs it, for reports. */
  readonly engine: string;
}

/** Loads onnxruntime-node: undefined where it is not installed. */
export const onnxruntime = (): Onnxruntime | undefined => optionalModule('onnxruntime-node') as Onnxruntime | undefined;

/** What is thrown where onnxruntime-node is needed and not installed. */
export function missingOnnxruntime(purpose: string): MissingPackageError {
  const cause = Object.assign(new Error("Cannot find package 'onnxruntime-node'"), { code: 'ERR_MODULE_NOT_FOUND' });
  return new MissingPackageError('onnxruntime-node', purpose, cause);
}

/**
 * Opens a model on the processor through the public interface of onnxruntime-node.
 *
 * @param model - The bytes of an ONNX model, or the path of its file.
 * @param threads - The number of threads of a convolution.
 */
export async function openSession(
  runtime: Onnxruntime,
  model: Uint8Array | string,
  threads: number,
): Promise<OnnxSession> {
  const options = {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  } as const;
  const { InferenceSession } = runtime;
  const session = await (typeof model === 'string'
    ? InferenceSession.create(model, options)
    : InferenceSession.create(model, options));
  const engine = `onnxruntime-node ${runtime.env.versions.node ?? ''}, ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
  return { runtime, session, engine };
}
