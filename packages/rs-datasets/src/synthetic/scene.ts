import type { Side } from './facts';

/** A rectangle in pixels of the picture, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something in the picture that a caption may name. */
export interface SceneObject {
  readonly id: string;
  /** Its noun, such as `plane`. */
  readonly kind: string;
  /** A plain English colour; `null` where none is told. Of a building it is the roof's. */
  readonly colour: string | null;
  /** The object without its shadow. */
  readonly box: Box;
}

/** Words of a caption and what they name. */
export interface Mention {
  /** Index of the first word, from 0, and of the one after the last; words are what spaces separate. */
  readonly start: number;
  readonly end: number;
  readonly objects: readonly string[];
}

export interface SceneCaption {
  readonly text: string;
  readonly mentions: readonly Mention[];
}

/** A drawn scene: what is where, what can truly be said about it, and the picture. */
export interface Scene {
  readonly className: string;
  /** Width and height of the picture in pixels: the unit of the boxes. */
  readonly size: number;
  readonly objects: readonly SceneObject[];
  /** Where in the picture that lies which the captions tell the place of. */
  readonly side: Side;
  /** Each tells all of the scene's facts, in words and an order of its own. */
  readonly captions: readonly SceneCaption[];
  readonly svg: string;
}

/** Side of every scene in pixels. */
export const SCENE_SIZE = 256;
