import type { Brush } from './drawing/brush';
import type { SceneFacts } from './facts';

/** One kind of scene. It is drawn with what lies aside at the left; a quarter turn of the whole brings it elsewhere. */
export interface SceneClass {
  readonly name: string;
  compose(brush: Brush): SceneFacts;
}
