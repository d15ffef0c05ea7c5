/** An image file and the key that a feature store knows it by. */
export interface NamedImage {
  /**
   * The key in the store: `FeatureRequest.image` asks for it. For an image of `@rs-sam/datasets` use `image.file`, its path within the
   * data set, because training and evaluation look features up by it.
   */
  readonly name: string;
  /** The path of the file on disk. */
  readonly file: string;
}

/** An image whose pixels the caller has read, as a window of a scene. */
export interface NamedPixels {
  readonly name: string;
  /** RGB 0 … 255, [height, width, 3]. */
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** SHA-256 and size of the file that they come from. */
  readonly source: string;
  readonly bytes: number;
}
