import type { CaptionTokens } from './caption-tokens';

/** What the numbers of a text network depend on; a checkpoint records it. */
export interface TextNetworkRecord {
  /** Name of the ONNX file, without its folder. */
  readonly file: string;
  /** SHA-256 of the file, and of the files of its weights. */
  readonly sha256: string;
  /** SHA-256 of the tokenizer's file. */
  readonly tokenizer: string;
  /** The settings in one line. */
  readonly settings: string;
}

/** Options of `TextNetwork.read`. */
export interface ReadTokensOptions {
  /**
   * The folder of a store in which features are kept for the next time; an interrupted computation resumes there. Default: features are in
   * memory only.
   */
  readonly store?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called after each run of the network, with the number of different captions. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** A frozen network whose tokens are the words of captions: CLIP's text part, BERT, MiniLM … */
export interface TextNetwork {
  readonly record: TextNetworkRecord;
  /** Numbers in the feature of a token. */
  readonly dimension: number;
  /** Computes the tokens of captions. */
  read(captions: Iterable<string>, options?: ReadTokensOptions): Promise<CaptionTokens>;
  dispose(): Promise<void>;
}
