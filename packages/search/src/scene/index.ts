// Windows of scenes: where they are, and which of them are in a region. It runs in browsers and in Node.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export type { Affine, Position } from './affine';
export { foldWindows } from './fold-windows';
export { parseRegion, type Region } from './parse-region';
export { RegionError } from './region-error';
export { regionShares } from './region-share';
export { resultFeatures } from './result-features';
export type { Georeference, SceneCrs, ScenePlace, SceneRecord } from './scene-record';
export { planWindows, type SceneWindow, type WindowGrid, windowCount, windowId } from './scene-window';
export { type AreaGeometry, type WindowGeometry, windowGeometries } from './window-geometry';
