import { sealJson, sha256, writeFolderAtomically } from '@rs-sam/foundation/files';
import { formatJson } from '@rs-sam/foundation/formats';
import type { CheckpointManifest } from '@rs-sam/models';

const MANIFEST = 'manifest.json';

/** Writes a checkpoint: its files and a manifest with their hashes. The folder is replaced as a whole or not at all. */
export async function writeCheckpointFolder(
  folder: string,
  about: Omit<CheckpointManifest, 'format' | 'version' | 'files' | 'checksum'>,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  const bytes = Object.entries(files).map(([name, content]) => [name, Buffer.from(content as Uint8Array)] as const);
  const manifest: Omit<CheckpointManifest, 'checksum'> = {
    format: 'rs-sam-checkpoint',
    version: 2,
    ...about,
    files: Object.fromEntries(
      bytes.map(([name, content]) => [name, { bytes: content.length, sha256: sha256(content) }]),
    ),
  };
  await writeFolderAtomically(folder, { ...Object.fromEntries(bytes), [MANIFEST]: sealJson(formatJson(manifest)) });
}
