export { type RegionBox, type RegionBoxOptions, regionBox } from './region-box';
export { VIEWS, type View, viewPixels } from './view';
