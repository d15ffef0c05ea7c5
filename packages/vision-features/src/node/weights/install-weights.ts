import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileHash, writeFileAtomically } from '@rs-sam/foundation/files';
import { identifyBackbone } from '../../weights/identify-backbone';
import { formatRecord, type InstalledWeights, RECORD, type WeightRecord } from './installed-weights';
import type { KnownWeights } from './known-weights';
import { readWeights } from './read-weights';
import { weightsHash } from './weights-hash';

/** Files of weights that were gathered in a folder. */
export interface Arrival {
  /** The file to read, relative to the folder. */
  readonly file: string;
  readonly source: string;
  /** The path that the user gave, or the address, for messages. */
  readonly given: string;
  readonly known: KnownWeights | undefined;
}

const PARTIAL = '.partial-';
const DAY = 24 * 60 * 60 * 1000;

/**
 * Installs weights in the user's folder in one step: they are gathered in a folder of another name, read and checked, and renamed at the
 * end, so an interruption never leaves incomplete weights.
 *
 * @param gather - Fills a folder and describes the files.
 * @throws the errors of reading them and of `identifyBackbone`.
 */
export async function installWeights(
  root: string,
  gather: (folder: string) => Promise<Arrival>,
): Promise<InstalledWeights> {
  await mkdir(root, { recursive: true });
  await removeLeftovers(root);
  const partial = await mkdtemp(join(root, PARTIAL));
  try {
    const arrival = await gather(partial);
    const record = await describe(partial, arrival);
    await writeFileAtomically(join(partial, RECORD), formatRecord(record));
    const folder = join(root, record.id);
    // A folder of that name has the same weights or damaged ones.
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return { ...record, folder };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

async function describe(folder: string, { file, source, known, given }: Arrival): Promise<WeightRecord> {
  const weights = await readWeights(join(folder, file), given);
  const { backbone, classifier, fitted } = identifyBackbone(weights);
  const sha256 = weightsHash(fitted);
  const id = known?.id ?? `${backbone}-${sha256.slice(0, 12)}`;
  const files = await hashesOf(folder);
  return { format: 'rs-sam weights 1', id, backbone, classifier, file, sha256, source, files };
}

/** SHA-256 of every file of a folder, by its path in the folder. */
async function hashesOf(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hashes: Record<string, string> = {};
  for (const path of paths.sort()) {
    hashes[relative(folder, path).replaceAll(sep, '/')] = await fileHash(path, 'sha256', 'hex');
  }
  return hashes;
}

/** Removes the folders of killed processes, once they are too old to be still in use. */
async function removeLeftovers(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(PARTIAL)) continue;
    const path = join(root, name);
    const changed = await stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => Number.POSITIVE_INFINITY,
    );
    if (Date.now() - changed > DAY) await rm(path, { recursive: true, force: true });
  }
}
