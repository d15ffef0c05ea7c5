import { availableParallelism } from 'node:os';
import { basename, dirname, resolve } from 'node:path';
import { canonicalJson } from '@rs-sam/foundation/formats';
import { type OnnxFile, openOnnxFile } from '@rs-sam/foundation/onnx';
import { checkOptions, integer } from '@rs-sam/foundation/options';
import type { TextNetwork } from '../../tokens/text-network';
import { openTokenizer } from './caption-tokenizer';
import { readTokens } from './read-tokens';
import { runSequences, tokensOutput } from './run-sequences';
import { textInput } from './text-input';
import { readTextSettings } from './text-settings';

/** Options of `openTextNetwork`. */
export interface TextNetworkOptions {
  /** Threads of onnxruntime-node. Default: the number of processors that this process may use. */
  readonly threads?: number | undefined;
}

/** Texts in a run of a network that takes any number. One that quantises by the batch gets one text, or copies of it. */
const BATCH = 32;

/**
 * Opens a frozen text network in an ONNX file, with its settings in `<file>.json` and its tokenizer in a `tokenizer.json`, on
 * onnxruntime-node.
 *
 * @throws {OnnxModelError} where one of the files cannot be used, with what has to be written.
 * @throws {MissingPackageError} where onnxruntime-node or @huggingface/tokenizers is not installed.
 * @throws {InvalidOptionError}
 * @example
 * const network = await openTextNetwork('models/clip-text.onnx');
 * const tokens = await network.read(['two planes on a runway']);
 */
export async function openTextNetwork(file: string, options: TextNetworkOptions = {}): Promise<TextNetwork> {
  checkOptions('openTextNetwork', { threads: integer(1) }, options);
  const model = await openOnnxFile(file, options.threads ?? availableParallelism());
  try {
    return await networkOf(model);
  } catch (error) {
    await model.session.release();
    throw error;
  }
}

async function networkOf(model: OnnxFile): Promise<TextNetwork> {
  const { path, sha256 } = model;
  const settings = await readTextSettings(model);
  const input = textInput(model, settings);
  const { maxLength, roles } = input;
  const { keepSpecialTokens = false, padToken = 0 } = settings;
  const tokenizerPath = resolve(dirname(path), settings.tokenizer ?? 'tokenizer.json');
  const tokenizer = await openTokenizer(tokenizerPath, { maxLength, keepSpecialTokens });
  const output = tokensOutput(model, settings);
  const network = { model, input, output, padToken };
  // The shapes of most outputs are only known from a run.
  const { dimension } = await runSequences(network, [tokenizer.tokenize('a')]);
  const record = {
    ...{ file: basename(path), sha256, tokenizer: tokenizer.sha256 },
    settings: canonicalJson({ maxLength, inputs: roles, output, keepSpecialTokens, padToken }),
  };
  const reading = {
    ...{ record, dimension, batch: model.quantizesByBatch ? 1 : (input.batch ?? BATCH), tokenize: tokenizer.tokenize },
    run: async (sequences: Parameters<typeof runSequences>[1]) => (await runSequences(network, sequences)).bits,
  };
  return {
    record,
    dimension,
    read: (captions, given = {}) => readTokens(captions, reading, given),
    dispose: () => model.session.release(),
  };
}
