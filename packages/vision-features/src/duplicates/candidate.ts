import type { Alignment } from './alignment';

/** An image that may show the same as another, and how. */
export interface Candidate {
  /** Its place in the list of images. */
  readonly image: number;
  readonly alignment: Alignment;
}
