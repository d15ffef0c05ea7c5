// Where the words of a sentence look in an image.
export { RsSamError } from '@rs-sam/foundation/errors';
export { type HeatMapOptions, renderHeatMap } from './render-heat-map';
export { type Box, standOutBoxes } from './stand-out-boxes';
export { meanMap, type WordMaps, wordMaps, wordMapsOfItems } from './word-maps';
