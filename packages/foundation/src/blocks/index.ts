export { type BlockSizes, type CaptionBand, captionBands, type MatrixBlock } from './block-plan';
