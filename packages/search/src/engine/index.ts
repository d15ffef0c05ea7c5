// For galleries and engines of one's own: what they implement, and what they filter by.
export { InvalidOptionError, RsSamError, ShapeMismatchError } from '@rs-sam/foundation/errors';
export type { Comparison, Condition, Filter, FilterValue } from '../filter/filter';
export { type FilteredItem, matchesFilter } from '../filter/matches-filter';
export type { Gallery, GalleryOrigin, NearestQuery, Neighbour } from '../gallery/gallery';
export type { Engine, EngineAnswer, EngineQuery, ShortlistMeasure } from './engine';
export { type FlatEngineOptions, flatEngine } from './flat-engine';
