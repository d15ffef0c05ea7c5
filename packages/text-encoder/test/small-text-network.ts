import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type OnnxModel, onnxMessage } from '@rs-sam/foundation/onnx';
import { onTestFinished } from 'vitest';

/** The words of the tokenizer after its special tokens, with those of `tinyDataset`; `##field` continues a word. */
const WORDS = [
  ...['two', 'planes', 'on', 'the', 'runway', 'baseball', '##field', '.', 'a', 'river', 'green', 'trees'],
  ...['picture', 'of', 'airport', 'beach', 'harbour', 'one', 'three', 'four', 'five', 'things', 'at', 'number'],
  ...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
];
export const TOKENS = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', ...WORDS];

/** Numbers in the feature of a token. */
export const TOKEN_DIM = 4;

/** A WordPiece tokenizer as BERT has it, as the content of a `tokenizer.json`. */
export const tokenizerJson = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: TOKENS.slice(0, 4).map((content, id) => ({ id, content, special: true, normalized: false })),
  normalizer: { type: 'BertNormalizer', clean_text: true, handle_chinese_chars: true, lowercase: true },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(TOKENS.map((token, id) => [token, id])),
  },
};

/** The embedding of a token, another for each, in quarters, so that float16 has the exact numbers. */
export const embeddingOf = (id: number): number[] => [(id % 7) / 4, (id % 5) / 4, (id % 3) / 4, -1 / 4];

/**
 * A network of two inputs, `[batch, tokens]` each: `hidden` is the embedding of each token plus the sum of those of its text, where the mask
 * is 1; `pooled` is that sum.
 */
export const textNetwork = (shape: readonly (number | string)[] = ['batch', 'tokens']): OnnxModel => ({
  nodes: [
    { operator: 'Gather', inputs: ['embeddings', 'input_ids'], output: 'embedded', attributes: { axis: 0 } },
    { operator: 'Cast', inputs: ['attention_mask'], output: 'kept', attributes: { to: 1 } },
    { operator: 'Unsqueeze', inputs: ['kept', 'last'], output: 'column' },
    { operator: 'Mul', inputs: ['embedded', 'column'], output: 'masked' },
    { operator: 'ReduceSum', inputs: ['masked', 'second'], output: 'sum', attributes: { keepdims: 1 } },
    { operator: 'Add', inputs: ['embedded', 'sum'], output: 'hidden' },
    { operator: 'ReduceSum', inputs: ['masked', 'second'], output: 'pooled', attributes: { keepdims: 0 } },
  ],
  constants: [
    {
      name: 'embeddings',
      shape: [TOKENS.length, TOKEN_DIM],
      values: Float32Array.from(TOKENS.flatMap((_, id) => embeddingOf(id))),
    },
    { name: 'last', shape: [1], values: BigInt64Array.of(2n) },
    { name: 'second', shape: [1], values: BigInt64Array.of(1n) },
  ],
  inputs: [
    { name: 'input_ids', type: 'int64', shape },
    { name: 'attention_mask', type: 'int64', shape },
  ],
  outputs: [
    { name: 'hidden', shape: [shape[0] ?? '', shape[1] ?? '', TOKEN_DIM] },
    { name: 'pooled', shape: [shape[0] ?? '', TOKEN_DIM] },
  ],
});

/** Settings of this network. */
export const textSettings = { maxLength: 8, output: 'hidden' };

/** Writes a network with its settings and the tokenizer into a new folder; returns the path of the ONNX file. */
export async function writeTextNetwork(
  model: OnnxModel = textNetwork(),
  settings: object | string | undefined = textSettings,
  tokenizer: object | string = tokenizerJson,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-text-network-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'words.onnx');
  await writeFile(file, onnxMessage(model));
  const textOf = (content: object | string) => (typeof content === 'string' ? content : JSON.stringify(content));
  if (settings !== undefined) await writeFile(`${file}.json`, textOf(settings));
  await writeFile(join(folder, 'tokenizer.json'), textOf(tokenizer));
  return file;
}
