/** The colours of an image: red, green, blue, pixel after pixel. */
export interface DecodedImage {
  readonly pixels: Uint8Array | Uint16Array;
  readonly width: number;
  readonly height: number;
}
