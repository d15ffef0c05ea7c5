/** An array of a weight file. */
export interface WeightArray {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** The content of a weight file of any kind: its arrays by their names in the file. */
export interface WeightSet {
  /** The file or address that they come from, for messages. */
  readonly source: string;
  /** By `layer/weight`, the weight named as in Keras: `kernel`, `bias`, `gamma`, `beta`, `moving_mean`, `moving_variance`. */
  readonly arrays: ReadonlyMap<string, WeightArray>;
  /** The ε of normalisation layers by the file's name of the layer, where the file has it. */
  readonly epsilons: ReadonlyMap<string, number>;
  /**
   * Whether the layers are named by class and number, in the order of the model's layers, as in a `.weights.h5` of Keras 3 before 3.6. Default:
   * false.
   */
  readonly numbered?: boolean;
}
