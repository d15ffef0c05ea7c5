export { drawScene, type SceneOptions } from './draw-scene';
export type { Side } from './facts';
export type { Box, Mention, Scene, SceneCaption, SceneObject } from './scene';
export { SCENE_CLASSES } from './scene-classes';
export { type SyntheticDataset, type SyntheticOptions, syntheticDataset } from './synthetic-dataset';
export { SyntheticError } from './synthetic-error';
