import { type FileHandle, open } from 'node:fs/promises';

/** A line of `metrics.jsonl`. */
export type MetricsLine = StepMetrics | EpochMetrics;

/** The means of some steps. */
export interface StepMetrics {
  readonly kind: 'step';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Completed steps of all epochs. */
  readonly step: number;
  /** Mean over the steps since the last line, of eq. (18) divided by the pairs of the batch. */
  readonly loss: number;
  /** Mean norm of the gradients before clipping, over the same steps. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly pairsPerSecond: number;
}

/** The figures of an epoch. */
export interface EpochMetrics {
  readonly kind: 'epoch';
  /** From 1. */
  readonly epoch: number;
  readonly step: number;
  /** Mean over the epoch's pairs of eq. (18). */
  readonly loss: number;
  /** On the validation part: standard protocol, `expected` ties; null without validation. */
  readonly validation: ValidationMetrics | null;
  /** Whether it is the best so far; `best/` then has its weights. */
  readonly best: boolean;
  /** Seconds of training and validation since the run started, without the time between processes. */
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

/** `metrics.jsonl` of a run. Lines are only added; a resumed run truncates the file to the length that its checkpoint recorded. */
export class MetricsLog {
  private constructor(
    private readonly file: FileHandle,
    private length: number,
  ) {}

  /** @param length bytes to keep; the rest belongs to steps that will be repeated. */
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

  /** Flushes the file to disk; called before the checkpoint that depends on it. */
  async sync(): Promise<void> {
    await this.file.sync();
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
