/** Width and height of an image in pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/** What the content of an image file says beyond its header. */
export interface ImageContent {
  /** How many of 256 levels its values use at 8 bits, `null` where they lose little. */
  readonly levels: number | null;
  /** Why it cannot be read, a sentence; `null` where it can. */
  readonly problem: string | null;
}
