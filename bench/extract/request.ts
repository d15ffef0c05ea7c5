/** A setting of the peer. */
export interface PeerSetting {
  readonly threads: number;
  /** Processes of the DataLoader that decode; 0 decodes in the main process. */
  readonly workers: number;
  readonly channelsLast: boolean;
  /** Whether the batch normalisations are folded into the convolutions before the extraction, as torchvision does not do by itself. */
  readonly folded: boolean;
}

/** The task of one extraction. */
export interface ExtractRequest {
  /** The exchange files with the weights. */
  readonly folder: string;
  readonly files: readonly string[];
  /** Store of ours, `.npy` file of the peer. */
  readonly out: string;
  readonly batch: number;
  /** Processes of ours. */
  readonly workers: number;
  /** Of the peer: of several, it uses the fastest. */
  readonly settings: readonly PeerSetting[];
}

export interface ExtractAnswer {
  /** From the opened network to the written features. */
  readonly seconds: number;
  readonly version: string;
  /** Of the peer: the used one. */
  readonly setting?: PeerSetting;
}
