import { describeModel, formatValue, isFixed, type OnnxFile, OnnxModelError } from '@rs-sam/foundation/onnx';
import type { TextRole, TextSettings } from './text-settings';

/** How a model takes texts. */
export interface TextInput {
  /** What each input takes, by its name. */
  readonly roles: Readonly<Record<string, TextRole>>;
  /** The number of tokens in each run; null where the model takes any. */
  readonly length: number | null;
  /** The number of texts in each run; null where the model takes any. */
  readonly batch: number | null;
  /** The largest number of tokens of a text. */
  readonly maxLength: number;
}

/** The usual names of inputs. */
const USUAL: Readonly<Record<string, TextRole>> = {
  input_ids: 'ids',
  attention_mask: 'mask',
  token_type_ids: 'types',
};

/**
 * The inputs of a text network, from its metadata and the settings.
 *
 * @throws {OnnxModelError} where an input is not known, there is none for ids, or the settings contradict the model.
 */
export function textInput({ session, path }: OnnxFile, settings: TextSettings): TextInput {
  const source = `${path}.json`;
  const about = describeModel(session);
  const { inputMetadata: inputs } = session;
  const unknown = Object.keys(settings.inputs ?? {}).find((name) => inputs.every((input) => input.name !== name));
  if (unknown !== undefined) {
    throw new OnnxModelError(source, `inputs has "${unknown}", which the model has not`, about);
  }
  const roles: Record<string, TextRole> = {};
  let batch: number | null = null;
  let length: number | null = null;
  for (const input of inputs) {
    const shape = input.isTensor ? input.shape : [];
    const integers = input.isTensor && (input.type === 'int64' || input.type === 'int32');
    if (!integers || (shape.length !== 2 && shape.length !== 0)) {
      const problem = `its input is ${formatValue(input)}, not integers of [batch, tokens]`;
      throw new OnnxModelError(path, problem, 'Export the text network alone.');
    }
    const role = settings.inputs?.[input.name] ?? USUAL[input.name] ?? (inputs.length === 1 ? 'ids' : undefined);
    if (role === undefined) {
      const remedy = `Write what it takes, such as "inputs": { "${input.name}": "ids" }; or "mask", or "types". ${about}`;
      throw new OnnxModelError(source, `inputs lacks "${input.name}"`, remedy);
    }
    roles[input.name] = role;
    if (isFixed(shape[0])) batch = shape[0];
    if (isFixed(shape[1])) length = shape[1];
  }
  if (!Object.values(roles).includes('ids')) {
    throw new OnnxModelError(source, 'no input takes the ids', `Write "ids" for it in "inputs". ${about}`);
  }
  const maxLength = settings.maxLength ?? length;
  if (maxLength === null) {
    const remedy = `Write the largest number of tokens that the network was trained for, such as "maxLength": 77 for CLIP. ${about}`;
    throw new OnnxModelError(source, 'maxLength is missing, and the model takes any number of tokens', remedy);
  }
  if (length !== null && maxLength > length) {
    const problem = `maxLength is ${maxLength}, and the model takes ${length} tokens`;
    throw new OnnxModelError(source, problem, `Write "maxLength": ${length}, or leave it out.`);
  }
  return { roles, length, batch, maxLength };
}
