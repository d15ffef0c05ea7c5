import type { HubnessRecord } from '../gallery/hubness-bank';
import type { FeatureIdentity, ModelConfiguration } from '@rs-sam/models';
import type { WordSubstitute } from '@rs-sam/text-encoder/pretrained';
import type { ProtocolName, TiePolicy } from '@rs-sam/retrieval-metrics';

/** `result.json` of an evaluation: its figures and their provenance. */
export interface EvaluationResult {
  readonly format: 'rs-sam-evaluation';
  readonly version: 2;
  /** One model, or those of an ensemble, whose score matrices were added. */
  readonly models: readonly EvaluatedModel[];
  readonly data: EvaluatedData;
  /** Views of each image; its score is the mean of theirs. */
  readonly views: readonly string[];
  /** The bank with which hubness was taken out of the scores; null: it was not. Earlier results do not have it. */
  readonly hubness?: HubnessRecord | null;
  readonly ties: TiePolicy;
  /** The figures of both protocols, from the same scores. */
  readonly protocols: Readonly<Record<ProtocolName, ProtocolResult>>;
  /** The expected figures of a retriever that knows the class of every item and ranks at random inside it; null without class names. */
  readonly classPerfect: Readonly<Record<ProtocolName, Omit<ProtocolResult, 'intervals'>>> | null;
  /** The highest T2I R@K that a deterministic ranker can reach, because captions are repeated; in percent. */
  readonly captionIdentityBound: Readonly<Record<string, number>>;
  readonly scores: ScoresRecord;
  /** TREC runs beside this file; null without the option `runDepth`. */
  readonly runs: { readonly imageToText: string; readonly textToImage: string } | null;
  /** `examples.json` beside this file, see `RetrievalExamples`; null without the option `examples`. */
  readonly examples: string | null;
  /** Every other file beside this one that it names, with its SHA-256; the scores have theirs in `scores`. */
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
  /** The engine that scored. */
  readonly engine: string;
  /** Processor, memory and system that scored. */
  readonly machine: string;
  /** The command line of the evaluation. */
  readonly commandLine: string | null;
  /** The time of its end, ISO 8601. */
  readonly finishedAt: string;
  /** Seconds of this process; 0 if the scores already existed. */
  readonly scoringSeconds: number;
}

/** A model that was evaluated. */
export interface EvaluatedModel {
  readonly configuration: ModelConfiguration;
  /** Completed epochs of the weights. */
  readonly epoch: number;
  readonly step: number;
  /** The validation that chose the epoch. */
  readonly validation: { readonly meanRecall: number; readonly epoch: number } | null;
  /** SHA-256 of `weights.safetensors`. */
  readonly weights: string;
  readonly vocabularySize: number;
  /** With the option `pretrained`: its table, and the words that the vocabulary does not have and that were not `<unk>`. */
  readonly unseenWords?: { readonly source: string; readonly words: readonly WordSubstitute[] };
  /** The split that it was trained on, see `splitHash`; of several data sets, over all. */
  readonly trainedOnSplit: string;
  /** The data sets that it was trained on, if there were several; null for one. Earlier results do not have it. */
  readonly sources?: readonly { readonly name: string; readonly splitHash: string }[] | null;
  /** The checkpoint that its training started from, with the SHA-256 of its weights; null: new weights. Earlier results do not have it. */
  readonly init?: { readonly checkpoint: string; readonly weights: string } | null;
  /** The engine that trained it. */
  readonly engine: string;
  readonly features: FeatureIdentity;
  /** `metrics.jsonl` of its training, copied beside this file; null if the checkpoint had none. */
  readonly curves: string | null;
}

/** The data of the evaluation. */
export interface EvaluatedData {
  readonly part: string;
  /** Its name, from its features. Earlier results do not have it. */
  readonly dataset?: string;
  /** SHA-256 of the split, see `splitHash`. */
  readonly splitHash: string;
  readonly images: number;
  readonly captions: number;
  /** Number of captions that the model can distinguish. */
  readonly distinctCaptions: number;
}

/** The figures of one protocol. */
export interface ProtocolResult {
  /** A sentence with the numbers of queries and gallery items. */
  readonly description: string;
  readonly imageToText: DirectionResult;
  readonly textToImage: DirectionResult;
  readonly recallSum: number;
  readonly meanRecall: number;
  /** 95 % bootstrap intervals over the queries. */
  readonly intervals: ProtocolIntervals;
}

/** One direction; percentages and ranks from 1. */
export interface DirectionResult {
  readonly queries: number;
  readonly gallery: number;
  /** R@K by K. */
  readonly recall: Readonly<Record<string, number>>;
  readonly medianRank: number;
  readonly meanRank: number;
}

type Range = readonly [low: number, high: number];

/** Intervals, each [low, high]. */
export interface ProtocolIntervals {
  readonly confidence: number;
  readonly imageToText: { readonly recall: Readonly<Record<string, Range>>; readonly meanRank: Range };
  readonly textToImage: { readonly recall: Readonly<Record<string, Range>>; readonly meanRank: Range };
  readonly recallSum: Range;
  readonly meanRecall: Range;
}

/** The matrix from which the figures were computed. */
export interface ScoresRecord {
  /** NumPy file beside this one, float32 [images, captions]. */
  readonly file: string;
  readonly images: number;
  readonly captions: number;
  /** SHA-256 of its numbers, header not included. */
  readonly sha256: string;
}
