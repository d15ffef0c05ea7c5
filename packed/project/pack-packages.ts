import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './command';

/** The fields of a package.json that the check reads. */
export interface Manifest {
  readonly name: string;
  readonly private?: boolean;
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
  const packed: PackedPackage[] = [];
  for (const folder of readdirSync(join(root, 'packages'))) {
    const at = join(root, 'packages', folder);
    if (!existsSync(join(at, 'package.json'))) continue;
    const manifest = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as Manifest;
    if (manifest.private) continue;
    const { filename } = JSON.parse(await run(at, 'pnpm', ['pack', '--json', '--pack-destination', destination]));
    packed.push({ manifest, tarball: filename });
  }
  return packed;
}
