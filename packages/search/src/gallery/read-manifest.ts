import { fileProblem } from '@rs-sam/foundation/errors';
import { parseJson, splitSeal, webSha256 } from '@rs-sam/foundation/formats';
import type { CheckpointSource } from '@rs-sam/models';
import { GalleryError } from './gallery-error';
import { type FileRecord, type GalleryManifest, galleryManifestSchema } from './gallery-manifest';

/** The file of a gallery that describes the others. */
export const MANIFEST = 'manifest.json';

const COPY_AGAIN = 'It was altered or copied in part: copy the whole gallery again.';

/**
 * Reads and verifies the manifest of a gallery.
 *
 * @throws GalleryError where there is none, or it is damaged or of another version.
 */
export async function readGalleryManifest(source: CheckpointSource): Promise<GalleryManifest> {
  const bytes = await source.read(MANIFEST).catch((cause) => {
    const problem = `There is no gallery here: ${MANIFEST} ${fileProblem(cause)}.`;
    throw new GalleryError(source.name, problem, 'Make one with `rs-sam index`, or name its folder.', { cause });
  });
  const { json, checksum } = splitSeal(new TextDecoder().decode(bytes));
  const { value, problem } = parseJson(json, galleryManifestSchema);
  if (problem !== null) {
    throw new GalleryError(source.name, `${MANIFEST} ${problem}.`, 'It is of another version, or no gallery.');
  }
  if ((await hashOf(new TextEncoder().encode(json), source.name)) !== checksum) {
    throw new GalleryError(source.name, `${MANIFEST} does not have the checksum that it gives.`, COPY_AGAIN);
  }
  return value;
}

/**
 * Reads a whole file of a gallery and compares it with the manifest.
 *
 * @throws GalleryError names the file that is missing or altered.
 */
export async function readVerified(source: CheckpointSource, file: string, record: FileRecord): Promise<Uint8Array> {
  const bytes = await source.read(file).catch((cause) => {
    throw new GalleryError(source.name, `${file} ${fileProblem(cause)}.`, COPY_AGAIN, { cause });
  });
  if ((await hashOf(bytes, source.name)) === record.sha256) return bytes;
  const problem = `${file} is not the file that was written; it has ${bytes.length} bytes, and ${record.bytes} were written.`;
  throw new GalleryError(source.name, problem, COPY_AGAIN);
}

/** @throws GalleryError where the page has no Web Crypto API. */
export async function hashOf(bytes: Uint8Array, name: string): Promise<string> {
  const hash = await webSha256(bytes);
  if (hash !== null) return hash;
  throw new GalleryError(name, 'It cannot be verified on this page.', 'Serve the page from https or from localhost.');
}
