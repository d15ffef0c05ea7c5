/** A frozen network, opened on one engine. */
export interface RegionNetwork {
  /** What runs it, for reports. */
  readonly engine: string;
  /** RGB pixels 0 … 255, `[B, S, S, 3]` → the map `[B, rows, columns, depth]` of each output. */
  run(pixels: Float32Array, count: number): Promise<readonly Float32Array[]>;
  dispose(): Promise<void>;
}
