import { type FileHandle, open } from 'node:fs/promises';

/** A line of `metrics.jsonl`. */
export type MetricsLine = StepMetrics | EpochMetrics;

/** What a few steps gave, their means. */
export interface StepMetrics {
  readonly kind: 'step';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Steps that are behind, over all epochs. */
  readonly step: number;
  /** Mean over the steps since the last line, of eq. (18) divided by the pairs of the batch. */
  readonly loss: number;
  /** Mean norm of the gradients before clipping, over the same steps. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly pairsPerSecond: number;
}

/** What an epoch gave. */
export interface EpochMetrics {
  readonly kind: 'epoch';
  /** From 1. */
  readonly epoch: number;
  readonly step: number;
  /** Mean over the epoch's pairs of eq. (18). */
  readonly loss: number;
  /** On the validation part, standard protocol, `expected` ties; null where none was made. */
  readonly validation: ValidationMetrics | null;
  /** Whether it is the best so far, and `best/` holds its weights. */
  readonly best: boolean;
  /** Seconds of training and validation since the run began, pauses between resumes left out. */
  readonly seconds: number;
}

/** Recalls in percent and ranks of the validation part. */
export interface ValidationMetrics {
  readonly meanRecall: number;
  readonly recallSum: number;
  readonly imageToText: ValidationDirection;
  readonly textToImage: ValidationDirection;
}

/** One direction of a validation. */
export interface ValidationDirection {
  /** R@K by K, in percent. */
  readonly recall: Readonly<Record<string, number>>;
  readonly medianRank: number;
  readonly meanRank: number;
}

/** `metrics.jsonl` of a run: lines are only ever added, and a resumed run goes back to where its checkpoint stood. */
export class MetricsLog {
  private constructor(
    private readonly file: FileHandle,
    private length: number,
  ) {}

  /** @param length bytes to keep; what was written behind them belongs to steps that will be made again. */
  static async open(path: string, length: number): Promise<MetricsLog> {
    const file = await open(path, length === 0 ? 'w' : 'r+');
    await file.truncate(length);
    return new MetricsLog(file, length);
  }

  /** Length in bytes, for the checkpoint. */
  get bytes(): number {
    return this.length;
  }

  async add(line: MetricsLine): Promise<void> {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    await this.file.write(bytes, 0, bytes.length, this.length);
    this.length += bytes.length;
  }

  /** Everything is on disk afterwards: called before the checkpoint that counts on it. */
  async sync(): Promise<void> {
    await this.file.sync();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
