/** One array of numbers as a weight file holds it. */
export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What every kind of weight file is read into: arrays under the names that the file gives them. */
export interface WeightSet {
  /** Where they come from, for messages: a file or an address. */
  readonly source: string;
  /** By `layer/weight`, the weight named as in Keras: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
  readonly arrays: ReadonlyMap<string, WeightArray>;
  /** The ε of normalisation layers by the file's name of the layer, where the file tells. */
  readonly epsilons: ReadonlyMap<string, number>;
}
