import { sha256 } from '@rs-sam/foundation/files';
import { canonicalJson } from '@rs-sam/foundation/formats';
import type { GalleryOrigin } from '../../gallery/gallery';
import { GalleryMismatchError } from '../../gallery/gallery-error';
import type { GalleryManifest } from '../../gallery/gallery-manifest';
import type { IndexUnit } from './index-units';
import type { ReadScene } from './read-scenes';

/** What made a gallery, and the part of the images that it has. */
export type Origin = GalleryOrigin & Pick<GalleryManifest, 'shard'>;

const REBUILD =
  'Name the checkpoint and the settings of this gallery or another folder, or make all of it again: `rs-sam index --rebuild`.';

/** The fields by which origins are compared, with the words for them. */
const compared = (origin: Origin): readonly (readonly [subject: string, value: unknown])[] => [
  ['the model', origin.model.name],
  ['weights of the model', origin.model.weights],
  ...Object.entries(origin.features).map(([field, value]): [string, unknown] => [`features of the ${field}`, value]),
  ['a shortlist by', origin.shortlist.kind],
  ['the shortlist head', origin.shortlist.sha256],
  ['thumbnails of', origin.thumbnail],
  ['windows of', origin.windows],
  ['the shard', origin.shard],
];

/** @throws GalleryMismatchError names the first difference. */
export function refuseOtherOrigin(gallery: string, stored: Origin, given: Origin): void {
  const theirs = new Map(compared(stored));
  for (const [subject, value] of compared(given)) {
    const found = theirs.get(subject);
    if (canonicalJson(found) !== canonicalJson(value)) {
      throw new GalleryMismatchError(gallery, subject, found, value, REBUILD);
    }
  }
}

/** What an unfinished segment is going to hold, as text: two runs with the same text write the same bytes. */
export function originText(
  origin: Origin,
  batch: number,
  work: readonly IndexUnit[],
  scenes: readonly ReadScene[],
): string {
  const images = sha256(work.map(({ id }) => id).join('\n'));
  const records = sha256(canonicalJson(scenes.map(({ record }) => record)));
  return canonicalJson({ origin: comparable(origin), batch, images, scenes: records });
}

/**
 * Whether an unfinished segment has this origin, for another list of images; not where its description is damaged.
 *
 * @throws GalleryMismatchError unless it has, or the gallery is being rebuilt.
 */
export function refuseOtherPending(gallery: string, plan: string, origin: Origin, rebuild: boolean): boolean {
  const pending = parsedOrigin(plan);
  if (pending === null) return false;
  if (canonicalJson(pending) === canonicalJson(comparable(origin))) return true;
  if (rebuild) return false;
  const ours = Object.entries(comparable(origin));
  const [subject = '', value] = ours.find(([field, one]) => canonicalJson(one) !== canonicalJson(pending[field])) ?? [];
  throw new GalleryMismatchError(gallery, subject, pending[subject], value, `An interrupted run left it. ${REBUILD}`);
}

const comparable = (origin: Origin): Record<string, unknown> => Object.fromEntries(compared(origin));

function parsedOrigin(plan: string): Record<string, unknown> | null {
  try {
    return (JSON.parse(plan) as { readonly origin: Record<string, unknown> }).origin;
  } catch {
    return null;
  }
}
