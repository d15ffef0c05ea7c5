import type { Side } from './facts';

/** A rectangle in pixels, from the upper left corner of the image. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something in the image that a caption may name. */
export interface SceneObject {
  readonly id: string;
  /** Its noun, such as `plane`. */
  readonly kind: string;
  /** A plain English colour; `null` where captions do not mention it. The colour of a building is that of its roof. */
  readonly colour: string | null;
  /** The object without its shadow. */
  readonly box: Box;
}

/** Words of a caption, and the objects that they name. */
export interface Mention {
  /** Index of the first word, from 0, and of the word after the last. Words are separated by spaces. */
  readonly start: number;
  readonly end: number;
  readonly objects: readonly string[];
}

export interface SceneCaption {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** A drawn scene: its objects, its captions and the drawing. */
export interface Scene {
  readonly className: string;
  /** Width and height of the image in pixels, the unit of the boxes. */
  readonly size: number;
  readonly objects: readonly SceneObject[];
  /** The side of the objects whose place the captions mention. */
  readonly side: Side;
  /** Each contains all facts of the scene, in different words and order. */
  readonly captions: readonly SceneCaption[];
  readonly svg: string;
}

/** Side of every scene in pixels. */
export const SCENE_SIZE = 256;
