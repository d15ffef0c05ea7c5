/** A picture inside a page. */
export interface EmbeddedPicture {
  /** `data:image/jpeg;base64,…` */
  readonly uri: string;
  readonly width: number;
  readonly height: number;
}

export interface EmbedOptions {
  /** Width and height of the square that the picture is fitted into, in pixels; smaller ones stay as they are. Default 192. */
  readonly side?: number;
}

/** A picture file that a page cannot show. */
export class PictureError extends Error {
  override readonly name = 'PictureError';

  constructor(
    readonly file: string,
    cause: Error,
  ) {
    super(
      `${file} cannot be shown: ${cause.message}. Check that --dataset names the folder that holds the pictures, and that the file is whole.`,
      { cause },
    );
  }
}

/**
 * A picture file as a small JPEG in a data URI. Every format that `sharp` reads will do, TIFF included, which browsers do not show.
 *
 * @throws PictureError names the file.
 */
export async function embedPicture(file: string, { side = 192 }: EmbedOptions = {}): Promise<EmbeddedPicture> {
  try {
    // Loaded when a page is made: training and evaluation do without.
    const { default: sharp } = await import('sharp');
    const { data, info } = await sharp(file)
      .rotate()
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 72 })
      .toBuffer({ resolveWithObject: true });
    return { uri: `data:image/jpeg;base64,${data.toString('base64')}`, width: info.width, height: info.height };
  } catch (error) {
    throw new PictureError(file, error as Error);
  }
}
