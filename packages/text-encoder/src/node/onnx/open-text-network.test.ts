import { copyFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OnnxModelError } from '@rs-sam/foundation/onnx';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  embeddingOf,
  TOKEN_DIM,
  TOKENS,
  textNetwork,
  textSettings,
  tokenizerJson,
  writeTextNetwork,
} from '../../../test/small-text-network';
import { openTextNetwork } from './open-text-network';

async function opened(...given: Parameters<typeof writeTextNetwork>) {
  const network = await openTextNetwork(await writeTextNetwork(...given), { threads: 1 });
  onTestFinished(() => network.dispose());
  return network;
}

/** The features of the tokens of a text, by the definition of the network: those of the words alone. */
function expected(tokens: readonly string[], words = tokens.slice(1, -1)): number[] {
  const ids = (of: readonly string[]) => of.map((token) => TOKENS.indexOf(token));
  const sum = [0, 1, 2, 3].map((k) => ids(tokens).reduce((total, id) => total + (embeddingOf(id)[k] as number), 0));
  return ids(words).flatMap((id) => embeddingOf(id).map((value, k) => value + (sum[k] as number)));
}

const CAPTIONS = ['Two planes.', 'a river', 'The baseballfield'];

describe('openTextNetwork', () => {
  it('gives the feature of each token of a caption in its context, without the special tokens', async () => {
    const network = await opened();
    expect(network.dimension).toBe(TOKEN_DIM);
    const tokens = await network.read(CAPTIONS);
    expect(CAPTIONS.map((caption) => tokens.wordsOf(caption))).toEqual([
      ['two', 'planes', '.'],
      ['a', 'river'],
      ['the', 'baseball', '##field'],
    ]);
    for (const caption of CAPTIONS) {
      const words = tokens.wordsOf(caption);
      const features = tokens.featuresOf(tokens.encode(caption));
      expect([...features]).toEqual(expected(['[CLS]', ...words, '[SEP]']));
    }
    const [first = 0] = tokens.encode('a river');
    expect([...tokens.featuresOf([0, first])].slice(0, TOKEN_DIM)).toEqual([0, 0, 0, 0]);
  });

  it('gives captions with the same tokens the same ids, and others different ones', async () => {
    const network = await opened();
    const tokens = await network.read([...CAPTIONS, 'TWO planes .', 'two planes']);
    expect(tokens.encode('TWO planes .')).toEqual(tokens.encode('Two planes.'));
    const ids = [...CAPTIONS, 'two planes'].flatMap((caption) => tokens.encode(caption));
    expect(new Set(ids).size).toBe(ids.length);
    // Not the ids of a vocabulary's special tokens.
    expect(Math.min(...ids)).toBe(4);
    expect(() => tokens.encode('a plane')).toThrow('one of the captions that were read');
  });

  it('keeps special tokens as words where the settings say so, and cuts long captions before them', async () => {
    const network = await opened(textNetwork(), { ...textSettings, keepSpecialTokens: true, maxLength: 4 });
    const tokens = await network.read(['two planes on the runway']);
    const words = tokens.wordsOf('two planes on the runway');
    expect(words).toEqual(['[CLS]', 'two', 'planes', '[SEP]']);
    const features = tokens.featuresOf(tokens.encode('two planes on the runway'));
    expect([...features]).toEqual(expected(words, words));
  });

  it('gives the same features on a model with a fixed number of tokens or texts', async () => {
    const any = await (await opened()).read(CAPTIONS);
    for (const shape of [
      ['batch', 8],
      [2, 'tokens'],
      [1, 8],
    ]) {
      const fixed = await (await opened(textNetwork(shape), { output: 'hidden', maxLength: 8 })).read(CAPTIONS);
      for (const caption of CAPTIONS) {
        expect(fixed.featuresOf(fixed.encode(caption))).toEqual(any.featuresOf(any.encode(caption)));
      }
    }
    const network = await opened(textNetwork(['batch', 8]), { output: 'hidden' });
    expect(JSON.parse(network.record.settings)).toMatchObject({ maxLength: 8 });
  });

  it('reads captions as CLIP does: parts of words by BPE, one input of a fixed length', async () => {
    const [start, end] = ['<|startoftext|>', '<|endoftext|>'] as const;
    const letters = [...'abcdefghijklmnopqrstuvwxyz'].flatMap((letter) => [letter, `${letter}</w>`]);
    const vocabulary = [...letters, 'ai', 'air', 'po', 'por', 'port</w>', start, end];
    const id = (token: string) => vocabulary.indexOf(token);
    const tokenizer = {
      ...{ version: '1.0', truncation: null, padding: null, decoder: null },
      added_tokens: [start, end].map((content) => ({ id: id(content), content, special: true, normalized: false })),
      normalizer: { type: 'Sequence', normalizers: [{ type: 'NFC' }, { type: 'Lowercase' }] },
      pre_tokenizer: {
        type: 'Sequence',
        pretokenizers: [
          {
            type: 'Split',
            pattern: { Regex: '[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+' },
            behavior: 'Removed',
            invert: true,
          },
          { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true },
        ],
      },
      post_processor: {
        ...{ type: 'RobertaProcessing', sep: [end, id(end)], cls: [start, id(start)] },
        ...{ trim_offsets: false, add_prefix_space: false },
      },
      model: {
        ...{ type: 'BPE', dropout: null, unk_token: end, continuing_subword_prefix: '', end_of_word_suffix: '</w>' },
        vocab: Object.fromEntries(vocabulary.map((token, at) => [token, at])),
        merges: ['a i', 'ai r', 'p o', 'po r', 'por t</w>'],
      },
    };
    const { nodes, constants, inputs, outputs } = textNetwork(['batch', 9]);
    const embeddings = {
      name: 'embeddings',
      shape: [vocabulary.length, 1],
      values: new Float32Array(vocabulary.length),
    };
    embeddings.values.forEach((_, at) => {
      embeddings.values[at] = at;
    });
    const network = await opened(
      {
        nodes: nodes.slice(0, 1),
        constants: [embeddings, ...constants.slice(1)],
        inputs: inputs.slice(0, 1),
        outputs: [{ name: 'embedded', shape: outputs[0]?.shape.with(2, 1) ?? [] }],
      },
      {},
      tokenizer,
    );
    const tokens = await network.read(['Airport at sea']);
    const words = tokens.wordsOf('Airport at sea');
    expect(words).toEqual(['air', 'port', 'a', 't', 's', 'e', 'a']);
    const pieces = ['air', 'port</w>', 'a', 't</w>', 's', 'e', 'a</w>'];
    expect([...tokens.featuresOf(tokens.encode('Airport at sea'))]).toEqual(pieces.map(id));
    // Nine tokens with the special ones: the end of a longer caption is cut.
    expect((await network.read(['airport at sea x'])).wordsOf('airport at sea x')).toEqual(words);
  });

  it('gives a text the same features beside any others, on a network that quantises by the batch', async () => {
    const { nodes, outputs, ...rest } = textNetwork();
    const quantized = [
      ...nodes,
      { operator: 'DynamicQuantizeLinear', inputs: ['hidden'], output: ['q', 'scale', 'zero'] },
      { operator: 'DequantizeLinear', inputs: ['q', 'scale', 'zero'], output: 'rounded' },
    ];
    const [, pooled = { name: '', shape: [] }] = outputs;
    const rounded = { name: 'rounded', shape: ['batch', 'tokens', TOKEN_DIM] };
    const model = { ...rest, nodes: quantized, outputs: [rounded, pooled] };
    const network = await opened(model, { ...textSettings, output: 'rounded' });
    const texts = TOKENS.slice(4).map((word) => `${word} river`);
    const all = await network.read(texts);
    for (const text of texts) {
      const alone = await network.read([text]);
      expect(all.featuresOf(all.encode(text))).toEqual(alone.featuresOf(alone.encode(text)));
    }
  });

  it('reads an empty caption as one without words', async () => {
    const tokens = await (await opened()).read(['']);
    expect(tokens.encode('')).toEqual([]);
  });
});

describe('the store of a text network', () => {
  async function folder(): Promise<string> {
    const path = await mkdtemp(join(tmpdir(), 'rs-sam-tokens-'));
    onTestFinished(() => rm(path, { recursive: true }));
    return path;
  }
  const many = TOKENS.slice(4, 16).map((word, i) => `${word}${' river'.repeat(i % 5)}`);

  it('resumes after any interruption, and computes nothing twice', async () => {
    const network = await opened();
    const [whole, store] = [await network.read(many), await folder()];
    const stop = new AbortController();
    const reading = network.read(many, {
      store,
      signal: stop.signal,
      onProgress: (done) => done > 2 && stop.abort(new Error('stopped')),
    });
    await expect(reading).rejects.toThrow('stopped');
    const [name = ''] = await readdir(store);
    const file = join(store, name, 'tokens.records');
    const { length } = await readFile(file);
    // As a process that was killed while it wrote.
    await truncate(file, length - 1);
    const seen: number[][] = [];
    const options = { store, onProgress: (...progress: [number, number]) => seen.push(progress) };
    const resumed = await network.read(many, options);
    expect(seen[0]?.[0]).toBeGreaterThan(1);
    expect(seen.at(-1)).toEqual([many.length, many.length]);
    seen.length = 0;
    const stored = await network.read(many, options);
    expect(seen).toEqual([]);
    for (const caption of many) {
      const [ids, values] = [whole.encode(caption), whole.featuresOf(whole.encode(caption))];
      for (const tokens of [resumed, stored]) {
        expect(tokens.encode(caption)).toEqual(ids);
        expect(tokens.featuresOf(ids)).toEqual(values);
      }
    }
  });

  it('keeps the features of other captions, settings, tokenizers and weights apart', async () => {
    const store = await folder();
    const { constants, ...rest } = textNetwork();
    const doubled = constants.map((one) =>
      one.name === 'embeddings' ? { ...one, values: (one.values as Float32Array).map((value) => 2 * value) } : one,
    );
    const networks = [
      await opened(),
      await opened(textNetwork(), { ...textSettings, maxLength: 7 }),
      await opened(textNetwork(), textSettings, { ...tokenizerJson, version: '1.1' }),
      await opened({ constants: doubled, ...rest }),
    ];
    for (const network of networks) await network.read(CAPTIONS, { store });
    await (networks[0] as (typeof networks)[number]).read(['a river'], { store });
    expect(await readdir(store)).toHaveLength(5);
    const { record } = networks[0] as (typeof networks)[number];
    expect(record).toMatchObject({ file: 'words.onnx', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});

describe('openTextNetwork refuses', () => {
  const refusal = async (...given: Parameters<typeof writeTextNetwork>) => {
    const file = await writeTextNetwork(...given);
    const error: unknown = await openTextNetwork(file).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(OnnxModelError);
    return (error as Error).message;
  };
  const model = textNetwork();

  it.each<[string, Parameters<typeof writeTextNetwork>, string]>([
    ['settings that are no JSON', [model, '{'], 'words.onnx.json: it is not JSON'],
    ['an unknown field', [model, { length: 8 }], 'length is 8; it must be left out'],
    [
      'a wrong role',
      [model, { ...textSettings, inputs: { input_ids: 'id' } }],
      'inputs is {"input_ids":"id"}; it must',
    ],
    ['no length', [model, { output: 'hidden' }], 'maxLength is missing, and the model takes any number of tokens'],
    ['no output', [model, { maxLength: 8 }], 'output is missing, and the model has several. Write the one with'],
    ['a missing output', [model, { ...textSettings, output: 'x' }], 'the model has no output "x"'],
    ['one vector a text', [model, { ...textSettings, output: 'pooled' }], 'the output "pooled" has the shape [1, 4]'],
    ['an input that is not there', [model, { ...textSettings, inputs: { x: 'ids' } }], 'inputs has "x"'],
    ['a longer text', [textNetwork(['batch', 5]), textSettings], 'maxLength is 8, and the model takes 5 tokens'],
    ['no room for words', [model, { ...textSettings, maxLength: 2 }], 'with maxLength 2 no token of a caption is left'],
    ['a broken tokenizer', [model, textSettings, { model: {} }], 'tokenizer.json: it is no tokenizer'],
  ])('%s', async (_, given, message) => {
    expect(await refusal(...given)).toContain(message);
  });

  it('an input that it does not know, and takes it with the settings', async () => {
    const inputs = model.inputs.map((input) => ({ ...input, name: input.name === 'input_ids' ? 'text' : input.name }));
    const nodes = model.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((name) => (name === 'input_ids' ? 'text' : name)),
    }));
    const renamed = { ...model, inputs, nodes };
    expect(await refusal(renamed)).toContain(
      'inputs lacks "text". Write what it takes, such as "inputs": { "text": "ids" }',
    );
    const network = await opened(renamed, { ...textSettings, inputs: { text: 'ids' } });
    expect((await network.read(['a river'])).wordsOf('a river')).toEqual(['a', 'river']);
  });

  it('missing settings and a missing tokenizer, and says what to write', async () => {
    const file = await writeTextNetwork();
    await copyFile(file, `${file}-2.onnx`);
    await expect(openTextNetwork(`${file}-2.onnx`)).rejects.toThrow(
      `${file}-2.onnx.json: it does not exist. Write what the network needs, such as { "maxLength": 77 } for CLIP.`,
    );
    await rm(join(dirname(file), 'tokenizer.json'));
    await expect(openTextNetwork(file)).rejects.toThrow(
      /tokenizer\.json: it does not exist\. Copy the tokenizer\.json of the network/,
    );
    await writeFile(`${file}.json`, JSON.stringify({ ...textSettings, tokenizer: 'other.json' }));
    await expect(openTextNetwork(file)).rejects.toThrow('other.json: it does not exist');
  });
});
