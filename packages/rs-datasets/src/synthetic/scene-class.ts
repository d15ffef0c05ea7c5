import type { Brush } from './drawing/brush';
import type { SceneFacts } from './facts';

/** One kind of scene. It is drawn with the objects of `aside` at the left; quarter turns of the whole image move them to another side. */
export interface SceneClass {
  readonly name: string;
  compose(brush: Brush): SceneFacts;
}
