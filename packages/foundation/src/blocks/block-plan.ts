/** A rectangle of a score matrix [images, captions]. */
export interface MatrixBlock {
  /** Number of this block, from 0. */
  readonly block: number;
  /** How many there are in all. */
  readonly blocks: number;
  readonly firstImage: number;
  readonly images: number;
  readonly firstCaption: number;
  readonly captions: number;
}

/** A band of captions and its blocks, from the first images to the last. */
export interface CaptionBand {
  readonly firstCaption: number;
  readonly captions: number;
  readonly blocks: readonly MatrixBlock[];
}

/** How a score matrix is cut. */
export interface BlockSizes {
  /** Captions that are encoded and held at a time; each band reads every image once. Default 256. */
  readonly captionsPerBlock?: number | undefined;
  /** Images that are read and held at a time. Default 32. */
  readonly imagesPerBlock?: number | undefined;
}

/**
 * The blocks of a score matrix in their fixed order: bands of captions, each cut along the images. An interrupted run resumes with
 * `firstBlock`; bands without a block from there on are left out.
 */
export function captionBands(
  images: number,
  captions: number,
  { captionsPerBlock = 256, imagesPerBlock = 32 }: BlockSizes,
  firstBlock = 0,
): CaptionBand[] {
  const perBand = Math.ceil(images / imagesPerBlock);
  const blocks = perBand * Math.ceil(captions / captionsPerBlock);
  const bands: CaptionBand[] = [];
  for (let first = 0; first < captions; first += captionsPerBlock) {
    const band = { firstCaption: first, captions: Math.min(captionsPerBlock, captions - first) };
    const ofBand = Array.from({ length: perBand }, (_, column) => ({
      ...band,
      block: (first / captionsPerBlock) * perBand + column,
      blocks,
      firstImage: column * imagesPerBlock,
      images: Math.min(imagesPerBlock, images - column * imagesPerBlock),
    })).filter(({ block }) => block >= firstBlock);
    if (ofBand.length > 0) bands.push({ ...band, blocks: ofBand });
  }
  return bands;
}
