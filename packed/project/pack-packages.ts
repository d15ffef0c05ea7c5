import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';

/** The fields of a package.json that the check reads. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly sideEffects?: boolean | readonly string[];
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/** A public package of the repository, as it would be published. */
export interface PackedPackage {
  readonly manifest: Manifest;
  readonly tarball: string;
}

/** Packs every public package of `packages/` into a folder. Build them first. */
export async function packPackages(root: string, destination: string): Promise<PackedPackage[]> {
  return Promise.all(
    publicPackages(root).map(async ({ folder, manifest }) => {
      const packed = await run(folder, 'pnpm', ['pack', '--json', '--pack-destination', destination]);
      return { manifest, tarball: JSON.parse(packed).filename };
    }),
  );
}

/** Every package of `packages/` that is published, and its folder. */
export function publicPackages(root: string): { readonly folder: string; readonly manifest: Manifest }[] {
  return readdirSync(join(root, 'packages'))
    .map((name) => join(root, 'packages', name))
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, manifest: readManifest(folder) }))
    .filter(({ manifest }) => !manifest.private);
}

const readManifest = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
