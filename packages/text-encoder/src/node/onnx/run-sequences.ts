import { toFloat16 } from '@rs-sam/foundation/formats';
import { describeModel, formatShape, type OnnxFile, OnnxModelError } from '@rs-sam/foundation/onnx';
import type { TokenSequence } from './caption-tokenizer';
import type { TextInput } from './text-input';
import type { TextSettings } from './text-settings';

/** What a run of the network needs besides the texts. */
export interface SequenceNetwork {
  readonly model: OnnxFile;
  readonly input: TextInput;
  readonly output: string;
  readonly padToken: number;
}

/**
 * The name of the output with a feature of each token.
 *
 * @throws {OnnxModelError} where it is not given and the model has several, or there is no such output of float32.
 */
export function tokensOutput({ session, path }: OnnxFile, { output }: TextSettings): string {
  const source = `${path}.json`;
  const about = describeModel(session);
  const outputs = session.outputMetadata;
  if (output === undefined && outputs.length > 1) {
    const fitting = outputs.find((one) => one.isTensor && one.shape.length === 3) ?? outputs[0];
    const remedy = `Write the one with a feature of each token, as "output": "${fitting?.name}". ${about}`;
    throw new OnnxModelError(source, 'output is missing, and the model has several', remedy);
  }
  const chosen = output === undefined ? outputs[0] : outputs.find(({ name }) => name === output);
  if (chosen === undefined) {
    throw new OnnxModelError(source, `the model has no output "${output}"`, `Write one of its outputs. ${about}`);
  }
  if (!chosen.isTensor || chosen.type !== 'float32') {
    throw new OnnxModelError(path, `its output "${chosen.name}" is not of float32`, `Export it with float32. ${about}`);
  }
  return chosen.name;
}

/**
 * The features of the words of some texts in float16, [words of all texts, dimension].
 *
 * @param sequences of the same number of tokens: without padding, a text has the same features in every batch.
 * @throws {OnnxModelError} where the network fails, or its output is no feature of each token.
 */
export async function runSequences(
  { model, input, output, padToken }: SequenceNetwork,
  sequences: readonly TokenSequence[],
): Promise<{ readonly bits: Uint16Array; readonly dimension: number }> {
  const { session, runtime, path } = model;
  const longest = Math.max(...sequences.map(({ ids }) => ids.length));
  const [batch, length] = [input.batch ?? sequences.length, input.length ?? longest];
  const values = { ids: new Int32Array(batch * length).fill(padToken), mask: new Int32Array(batch * length) };
  for (let text = 0; text < batch; text++) {
    // A fixed batch is filled with copies of the last text.
    const { ids } = sequences[Math.min(text, sequences.length - 1)] as TokenSequence;
    values.ids.set(ids, text * length);
    values.mask.fill(1, text * length, text * length + ids.length);
  }
  const feeds = Object.fromEntries(
    session.inputMetadata.map((value) => {
      const role = input.roles[value.name] as keyof typeof values | 'types';
      const numbers = role === 'types' ? new Int32Array(batch * length) : values[role];
      const tensor =
        value.isTensor && value.type === 'int32'
          ? new runtime.Tensor('int32', numbers, [batch, length])
          : new runtime.Tensor('int64', BigInt64Array.from(numbers, BigInt), [batch, length]);
      return [value.name, tensor];
    }),
  );
  const results = await session.run(feeds, [output]).catch((cause: Error) => {
    const problem = `the network fails on ${batch} texts of ${length} tokens: ${cause.message}`;
    throw new OnnxModelError(path, problem, `Check maxLength and inputs. ${describeModel(session)}`, { cause });
  });
  const { data, dims } = results[output] as { data: unknown; dims: readonly number[] };
  const dimension = dims[2] as number;
  if (dims.length !== 3 || dims[0] !== batch || dims[1] !== length) {
    const problem = `the output "${output}" has the shape ${formatShape(dims)}, expected [${batch}, ${length}, depth]`;
    throw new OnnxModelError(
      `${path}.json`,
      problem,
      `Write an output with a feature of each token. ${describeModel(session)}`,
    );
  }
  const words = sequences.map(({ from, words: of }, text) => {
    const first = (text * length + from) * dimension;
    return (data as Float32Array).subarray(first, first + of.length * dimension);
  });
  const bits = toFloat16(concatenated(words));
  // The exponent of infinity and NaN.
  if (bits.some((half) => (half & 0x7c00) === 0x7c00)) {
    const problem = `the output "${output}" is NaN, infinite or above 65,504`;
    throw new OnnxModelError(path, problem, 'A network in float16 can overflow: export it in float32.');
  }
  return { bits, dimension };
}

function concatenated(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const part of parts) {
    result.set(part, end);
    end += part.length;
  }
  return result;
}
