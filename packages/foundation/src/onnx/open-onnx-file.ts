import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileProblem, messageWithCause } from '../errors';
import { fileHash, sha256 } from '../files';
import { externalDataFiles } from './external-data';
import { OnnxModelError } from './onnx-model-error';
import { missingOnnxruntime, type OnnxSession, onnxruntime, openSession } from './onnxruntime-session';

/** An open ONNX file. */
export interface OnnxFile extends OnnxSession {
  readonly path: string;
  /** SHA-256 of the file; where files beside it contain weights, of the list of all their hashes. */
  readonly sha256: string;
  /** Whether it quantises values by the range of a whole batch, so that the result of an item depends on the others. */
  readonly quantizesByBatch: boolean;
}

const EXPORT_AGAIN = 'Export or download the model again; a pointer of Git LFS is no model.';

/**
 * Opens an ONNX file on onnxruntime-node.
 *
 * @throws {OnnxModelError} where the file, or a file of its weights, is missing or no ONNX model.
 * @throws {MissingPackageError} where onnxruntime-node is not installed.
 */
export async function openOnnxFile(path: string, threads: number): Promise<OnnxFile> {
  const runtime = onnxruntime();
  if (runtime === undefined) throw missingOnnxruntime('An ONNX file');
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new OnnxModelError(path, `it ${fileProblem(cause)}`, 'Give the path of an ONNX file.', { cause });
  });
  const hash = await hashWithWeights(path, bytes);
  const opened = await openSession(runtime, path, threads).catch((cause: Error) => {
    const [reason = ''] = messageWithCause(cause).split('\n');
    throw new OnnxModelError(path, `onnxruntime-node cannot open it: ${reason}`, EXPORT_AGAIN, { cause });
  });
  return { ...opened, path, sha256: hash, quantizesByBatch: bytes.includes('DynamicQuantizeLinear') };
}

async function hashWithWeights(path: string, bytes: Uint8Array): Promise<string> {
  let names: readonly string[];
  try {
    if (bytes.length === 0) throw new Error('the file is empty');
    names = externalDataFiles(bytes);
  } catch (cause) {
    throw new OnnxModelError(path, `it is no ONNX model: ${(cause as Error).message}`, EXPORT_AGAIN, { cause });
  }
  const own = sha256(bytes);
  if (names.length === 0) return own;
  const lines = [own];
  for (const name of names) {
    const hash = await fileHash(join(dirname(path), name), 'sha256', 'hex').catch((cause: Error) => {
      const problem = `its weights are in the file ${name} beside it, which ${fileProblem(cause)}`;
      throw new OnnxModelError(path, problem, 'Copy that file there, too, without renaming it.', { cause });
    });
    lines.push(`${hash} ${name}`);
  }
  return sha256(Buffer.from(lines.join('\n')));
}
