export type { CaptionSource, ImageSource, WordBlock } from './gallery-source';
export { placeScores, type ScoreBlock } from './score-block';
export { type ScoreGalleryOptions, scoreGallery } from './score-gallery';
