import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import { nameWrites, sealJson, writeFully } from '@rs-sam/foundation/files';
import { CheckpointError } from '@rs-sam/models';

const REMEDY = 'Restore the file, or start the run again in another folder.';

/** A line of `metrics.jsonl`. */
export type MetricsLine = StepMetrics | EpochMetrics;

/** The means of some steps. */
export interface StepMetrics {
  readonly kind: 'step';
  /** Epoch, from 1. */
  readonly epoch: number;
  /** Completed steps of all epochs. */
  readonly step: number;
  /** Mean over the steps since the last line, of the loss divided by the pairs of the batch. */
  readonly loss: number;
  /** Mean norm of the gradients before clipping, over the same steps. */
  readonly gradientNorm: number;
  readonly learningRate: number;
  readonly pairsPerSecond: number;
}

/** The metrics of an epoch. */
export interface EpochMetrics {
  readonly kind: 'epoch';
  /** From 1. */
  readonly epoch: number;
  readonly step: number;
  /** Mean over the epoch's pairs of the loss. */
  readonly loss: number;
  /** On the validation part: standard protocol, `expected` ties; null without validation. Of several data sets: the means over them. */
  readonly validation: ValidationMetrics | null;
  /** Whether it is the best so far; `best/` then has its weights. */
  readonly best: boolean;
  /** Seconds of training and validation since the run started, without the time between processes. */
  readonly seconds: number;
}

/** Recalls in percent and ranks of the validation part; of several data sets, the means over them. */
export interface ValidationMetrics extends ValidationOfPart {
  /** The figures of each of several data sets. */
  readonly sources?: readonly (ValidationOfPart & { readonly name: string })[];
}

/** Recalls in percent and ranks of one data set. */
export interface ValidationOfPart {
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

/** `metrics.jsonl` of a run. Lines are only added, each with its checksum; a resumed run truncates the file to the length that its checkpoint recorded. */
export class MetricsLog {
  private readonly hash = createHash('sha256');

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private length: number,
  ) {}

  /**
   * @param length bytes to keep; the rest belongs to steps that are repeated.
   * @param sha256 of these bytes.
   * @throws CheckpointError when they were altered.
   */
  static async open(path: string, { length, sha256 }: { readonly length: number; readonly sha256: string }) {
    const file = await open(path, length === 0 ? 'w' : 'r+').catch((cause: Error) => {
      throw new CheckpointError(path, `${fileProblem(cause)}.`, REMEDY, { cause });
    });
    const log = new MetricsLog(path, file, length);
    const kept = Buffer.alloc(length);
    await file.read(kept, 0, length, 0);
    log.hash.update(kept);
    if (log.sha256 === sha256) await file.truncate(length);
    else {
      await file.close();
      throw new CheckpointError(path, 'does not have the content that the last checkpoint recorded.', REMEDY);
    }
    return log;
  }

  /** Length in bytes, for the checkpoint. */
  get bytes(): number {
    return this.length;
  }

  /** SHA-256 of the whole file, for the checkpoint. */
  get sha256(): string {
    return this.hash.copy().digest('hex');
  }

  async add(line: MetricsLine): Promise<void> {
    const bytes = Buffer.from(`${sealJson(JSON.stringify(line))}\n`);
    await nameWrites(this.path, writeFully(this.file, bytes, this.length));
    this.hash.update(bytes);
    this.length += bytes.length;
  }

  /** Flushes the file to disk; called before the checkpoint that depends on it. */
  async sync(): Promise<void> {
    await nameWrites(this.path, this.file.sync());
  }

  close(): Promise<void> {
    return this.file.close();
  }
}
