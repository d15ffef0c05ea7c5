import { checkOnnxSettings, type OnnxFile, readOnnxSettings } from '@rs-sam/foundation/onnx';
import { flag, integer, matching, text } from '@rs-sam/foundation/options';

/** What an input of a text network takes: the ids of the tokens, 1 at each token that is no padding, or the segment of each, which is 0. */
export type TextRole = 'ids' | 'mask' | 'types';

/** What an ONNX file does not say about its text network: the settings beside it, `<file>.json`. */
export interface TextSettings {
  /** The Hugging Face tokenizer, relative to the ONNX file. Default: `tokenizer.json`. */
  readonly tokenizer?: string | undefined;
  /** The largest number of tokens, special ones included; the end of a longer caption is cut. Default: the model's, where it is fixed. */
  readonly maxLength?: number | undefined;
  /** What each input takes, by its name. Default: `input_ids`, `attention_mask` and `token_type_ids`, or ids for a single input. */
  readonly inputs?: Readonly<Record<string, TextRole>> | undefined;
  /** Name of the output with a feature of each token, [batch, tokens, depth]. Default: the only output. */
  readonly output?: string | undefined;
  /** Whether the special tokens around a caption, such as [CLS], are words too. Default: false. */
  readonly keepSpecialTokens?: boolean | undefined;
  /** Id behind the end of a caption, of a model with a fixed number of tokens. Default: 0. */
  readonly padToken?: number | undefined;
}

const ROLES: readonly unknown[] = ['ids', 'mask', 'types'] satisfies TextRole[];

const rules = {
  tokenizer: text('the path of a tokenizer.json, relative to the ONNX file'),
  maxLength: integer(1),
  inputs: matching(
    'an object with "ids", "mask" or "types" for each input',
    (value) =>
      typeof value === 'object' && value !== null && Object.values(value).every((role) => ROLES.includes(role)),
  ),
  output: text('the name of an output'),
  keepSpecialTokens: flag,
  padToken: integer(0),
};

const FIELDS =
  'Fields: maxLength (number of tokens), tokenizer (a file; default "tokenizer.json"), output (a name), inputs (an object: "ids", "mask" or ' +
  '"types" for each input), keepSpecialTokens (default false), padToken (an id; default 0).';

/**
 * Reads the settings beside an ONNX file.
 *
 * @throws {OnnxModelError} where the file is missing, no JSON, or has a wrong field.
 */
export async function readTextSettings(file: OnnxFile): Promise<TextSettings> {
  const missing = 'Write what the network needs, such as { "maxLength": 77 } for CLIP.';
  const settings = await readOnnxSettings(file, { missing, fields: FIELDS });
  checkOnnxSettings(settings, `${file.path}.json`, { rules, fields: FIELDS });
  return settings as TextSettings;
}
