/** Objects of one kind and colour that a caption names together. */
export interface Group {
  /** Singular and plural of the noun, then of its synonyms. */
  readonly nouns: readonly (readonly [string, string])[];
  readonly colour: string | null;
  /** Whether the colour is that of the roof. */
  readonly roof?: boolean;
  /** Ids of the objects; their number is the count. */
  readonly objects: readonly string[];
}

/** Sides of the image, in the order of quarter turns clockwise, as captions name them. */
export const SIDES = ['left', 'top', 'right', 'bottom'] as const;
export type Side = (typeof SIDES)[number];

/** What is true of a scene. Together the facts distinguish it from every other scene of a synthetic data set. */
export interface SceneFacts {
  /** The name of the scene, such as `an airport`. */
  readonly scene: string;
  readonly main: Group;
  /** What the main objects do, and where: `parked on the apron`. */
  readonly doing: string;
  /** The objects at one side of the image. */
  readonly aside: Group;
  readonly extra: Group;
}
