import { readFile } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import { sha256 } from '@rs-sam/foundation/files';
import { importInstalled } from '@rs-sam/foundation/node';
import { OnnxModelError } from '@rs-sam/foundation/onnx';

/** A caption as a text network reads it. */
export interface TokenSequence {
  /** Every token, special ones included. */
  readonly ids: readonly number[];
  /** The place of the first token that is a word. */
  readonly from: number;
  /** The text of each token that is a word. */
  readonly words: readonly string[];
}

/** A Hugging Face tokenizer. */
export interface CaptionTokenizer {
  /** SHA-256 of the file. */
  readonly sha256: string;
  /** Number of special tokens that it puts around a caption. */
  readonly specials: number;
  tokenize(caption: string): TokenSequence;
}

const REMEDY =
  'Copy the tokenizer.json of the network from Hugging Face; a tokenizer of transformers writes it with save_pretrained.';

/** How a tokenizer marks the end or the beginning of a word: CLIP, byte-level BPE, SentencePiece. */
const WORD_MARKS = /<\/w>$|^[Ġ▁]/g;

/**
 * Opens a `tokenizer.json`.
 *
 * @param settings of the network; `maxLength` is that of the network where the settings have none.
 * @throws {OnnxModelError} where the file is missing or no tokenizer, or `maxLength` leaves no room for a caption.
 * @throws {MissingPackageError} where `@huggingface/tokenizers` is not installed.
 */
export async function openTokenizer(
  path: string,
  { maxLength, keepSpecialTokens }: { readonly maxLength: number; readonly keepSpecialTokens: boolean },
): Promise<CaptionTokenizer> {
  const bytes = await readFile(path).catch((cause: Error) => {
    throw new OnnxModelError(path, `it ${fileProblem(cause)}`, REMEDY, { cause });
  });
  const { Tokenizer } = await importInstalled(
    '@huggingface/tokenizers',
    'A text network',
    () => import('@huggingface/tokenizers'),
  );
  const [tokenizer, trial] = opened(() => {
    const made = new Tokenizer(JSON.parse(bytes.toString('utf8')), {});
    return [made, encodeBoth('a')] as const;

    function encodeBoth(caption: string) {
      return { all: made.encode(caption), plain: made.encode(caption, { add_special_tokens: false }) };
    }
  }, path);
  const specials = trial.all.ids.length - trial.plain.ids.length;
  const before = Array.from({ length: specials + 1 }, (_, place) => place).find((place) =>
    trial.plain.ids.every((id, i) => trial.all.ids[place + i] === id),
  );
  if (before === undefined) throw new OnnxModelError(path, 'it changes the tokens of a caption', REMEDY);
  const room = maxLength - specials;
  if (room < 1) {
    const problem = `with maxLength ${maxLength} no token of a caption is left beside ${specials} special ones`;
    throw new OnnxModelError(path, problem, 'Write a larger maxLength into the settings.');
  }
  const [start, end] = [slices(trial.all, 0, before), slices(trial.all, before + trial.plain.ids.length)];
  return {
    sha256: sha256(bytes),
    specials,
    tokenize(caption) {
      const plain = slices(tokenizer.encode(caption, { add_special_tokens: false }), 0, room);
      const all = [start, plain, end];
      return {
        ids: all.flatMap(({ ids }) => ids),
        from: keepSpecialTokens ? 0 : start.ids.length,
        words: (keepSpecialTokens ? all : [plain]).flatMap(({ tokens }) =>
          tokens.map((token) => token.replace(WORD_MARKS, '') || token),
        ),
      };
    },
  };
}

interface Encoded {
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
}

function slices({ ids, tokens }: Encoded, from: number, to?: number): Encoded {
  return { ids: ids.slice(from, to), tokens: tokens.slice(from, to) };
}

function opened<T>(open: () => T, path: string): T {
  try {
    return open();
  } catch (cause) {
    throw new OnnxModelError(path, `it is no tokenizer: ${(cause as Error).message}`, REMEDY, { cause });
  }
}
