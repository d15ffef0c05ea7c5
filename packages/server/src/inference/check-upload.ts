import sharp from 'sharp';
import { JobError } from './job-error';

/** The formats that are accepted from outside; not SVG and PDF, which are programs rather than pixels. */
const FORMATS: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'tiff', 'gif', 'avif', 'heif']);

/**
 * Reads the header of an uploaded file before anything of it is decoded.
 *
 * @param maxPixels limit of width × height; of several pages, the first is read.
 * @throws JobError `RS_SAM_UPLOAD` where it is no image of an accepted format, or has too many pixels.
 */
export async function checkUpload(bytes: Uint8Array, maxPixels: number): Promise<void> {
  if (bytes.length === 0) throw refused('It is empty.');
  const { format, width, height } = await sharp(bytes, { limitInputPixels: false, failOn: 'error' })
    .metadata()
    .catch((cause: Error) => {
      throw refused(`It is no image that can be read: ${cause.message.split('\n')[0]}.`, cause);
    });
  if (!FORMATS.has(format)) {
    throw refused(`It is of the format ${format}; use JPEG, PNG, WebP, TIFF, GIF or AVIF.`);
  }
  if (width * height > maxPixels) {
    throw refused(`${width} × ${height} pixels are more than the limit of ${maxPixels}. Send a smaller one.`);
  }
}

const refused = (problem: string, cause?: unknown): JobError =>
  new JobError('RS_SAM_UPLOAD', `The uploaded image cannot be used. ${problem}`, { cause });
