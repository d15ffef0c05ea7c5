/** Objects of one kind and colour that a caption tells together. */
export interface Group {
  /** Singular and plural, and then their synonyms. */
  readonly nouns: readonly (readonly [string, string])[];
  readonly colour: string | null;
  /** Whether the colour is the roof's. */
  readonly roof?: boolean;
  /** Ids of the objects, which are also the count. */
  readonly objects: readonly string[];
}

/** Sides of the picture in the order in which quarter turns clockwise lead through them, and how a caption says them. */
export const SIDES = ['left', 'top', 'right', 'bottom'] as const;
export type Side = (typeof SIDES)[number];

/** What is true of a scene. Together the facts tell it from every other scene of a synthetic data set. */
export interface SceneFacts {
  /** What the scene is called, such as `an airport`. */
  readonly scene: string;
  readonly main: Group;
  /** What the main objects do where: `parked on the apron`. */
  readonly doing: string;
  /** What lies at one side of the picture. */
  readonly aside: Group;
  readonly extra: Group;
}
