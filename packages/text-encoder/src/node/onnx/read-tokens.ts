import { sha256 } from '@rs-sam/foundation/files';
import { canonicalJson } from '@rs-sam/foundation/formats';
import type { CaptionTokens } from '../../tokens/caption-tokens';
import type { ReadTokensOptions, TextNetworkRecord } from '../../tokens/text-network';
import { type TokenRows, tokenTable } from '../../tokens/token-table';
import type { TokenSequence } from './caption-tokenizer';
import { storedBlocks } from './stored-blocks';

/** What reading captions needs of a network. */
export interface TokenReading {
  readonly record: TextNetworkRecord;
  readonly dimension: number;
  /** Largest number of texts in a run. */
  readonly batch: number;
  tokenize(caption: string): TokenSequence;
  /** The features of the words of texts of the same length, in float16. */
  run(sequences: readonly TokenSequence[]): Promise<Uint16Array>;
}

/**
 * The tokens of captions. Captions with the same tokens are one, so that they have the same score; texts of the same length are computed
 * together, short ones first.
 */
export async function readTokens(
  captions: Iterable<string>,
  { record, dimension, batch, tokenize, run }: TokenReading,
  { store, signal, onProgress }: ReadTokensOptions,
): Promise<CaptionTokens> {
  const keys = new Map<string, string>();
  const sequences = new Map<string, TokenSequence>();
  for (const caption of captions) {
    if (keys.has(caption)) continue;
    const sequence = tokenize(caption);
    const key = sequence.ids.join(' ');
    keys.set(caption, key);
    sequences.set(key, sequence);
  }
  const sorted = [...sequences].sort(
    ([a, { ids: idsA }], [b, { ids: idsB }]) => idsA.length - idsB.length || (a < b ? -1 : 1),
  );
  const rows = new Map<string, TokenRows>();
  let row = 0;
  for (const [key, { words }] of sorted) {
    rows.set(key, { row, words });
    row += words.length;
  }
  const runs = runsOf(
    sorted.map(([, sequence]) => sequence),
    batch,
  );
  const ends = runs.map((texts) => texts.length);
  for (let i = 1; i < ends.length; i++) ends[i] = (ends[i] as number) + (ends[i - 1] as number);
  const texts = sha256(sorted.map(([key]) => key).join('\n'));
  const blocks = await storedBlocks(store, {
    fingerprint: canonicalJson({ format: 'rs-sam-tokens', version: 1, batch, network: record, texts }),
    count: runs.length,
    block(index) {
      signal?.throwIfAborted();
      return run(runs[index] as TokenSequence[]);
    },
    onBlock: (done) => onProgress?.(ends[done - 1] as number, sorted.length),
  });
  const bits = new Uint16Array(row * dimension);
  let end = 0;
  for (const block of blocks) {
    bits.set(block, end);
    end += block.length;
  }
  return tokenTable(new Map([...keys].map(([caption, key]) => [caption, rows.get(key) as TokenRows])), bits, dimension);
}

/** Neighbours of the same length, at most `batch` of them. */
function runsOf(sequences: readonly TokenSequence[], batch: number): TokenSequence[][] {
  const runs: TokenSequence[][] = [];
  for (const sequence of sequences) {
    const last = runs.at(-1);
    if (last !== undefined && last.length < batch && last[0]?.ids.length === sequence.ids.length) last.push(sequence);
    else runs.push([sequence]);
  }
  return runs;
}
