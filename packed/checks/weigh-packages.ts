import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatTable } from '@rs-sam/foundation/text';

/** What installed packages bring along. */
export interface Weight {
  readonly name: string;
  /** Installed size on disk with everything they need, their required peers too, in bytes. */
  readonly bytes: number;
  /** The number of packages, they included. */
  readonly packages: number;
  /** The largest of them, largest first: name and bytes. */
  readonly largest: readonly (readonly [string, number])[];
}

interface InstalledManifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
}

/**
 * Adds up what packages and everything that they need take in the project's `node_modules`.
 *
 * @param packageNames Default: the package `name`.
 */
export function weighPackages(project: string, name: string, packageNames: readonly string[] = [name]): Weight {
  const sizes = new Map<string, number>();
  const visit = (wanted: string, from: string): void => {
    const folder = findPackage(wanted, from);
    // An optional package that npm did not keep.
    if (folder === undefined || sizes.has(folder)) return;
    sizes.set(folder, sizeOf(folder));
    for (const needed of neededBy(folder)) visit(needed, folder);
  };
  for (const wanted of packageNames) visit(wanted, project);
  const packages = [...sizes].map(([folder, bytes]): [string, number] => [
    folder.slice(folder.lastIndexOf('node_modules') + 'node_modules/'.length).replaceAll('\\', '/'),
    bytes,
  ]);
  return {
    name,
    bytes: packages.reduce((sum, [, bytes]) => sum + bytes, 0),
    packages: packages.length,
    largest: packages.sort(([, a], [, b]) => b - a).slice(0, 3),
  };
}

/** The table of several, one line each. */
export function formatWeights(weights: readonly Weight[], what = 'package'): string {
  const inMegabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
  const rows = weights.map(({ name, bytes, packages, largest }) => [
    name,
    `${inMegabytes(bytes)} MB`,
    String(packages),
    largest.map(([largestName, size]) => `${largestName} ${inMegabytes(size)}`).join(', '),
  ]);
  return formatTable([[what, 'installed', 'packages', 'largest, in MB'], ...rows], {
    right: (_row, column) => column === 1 || column === 2,
  });
}

/** The folder of a package as Node finds it from another folder. */
function findPackage(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

function neededBy(folder: string): string[] {
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as InstalledManifest;
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const requiredPeers = Object.keys(peerDependencies).filter((name) => !peerDependenciesMeta[name]?.optional);
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...requiredPeers];
}

/** The bytes of a folder's files, without the packages that are installed inside. */
function sizeOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sizeOf(path) : lstatSync(path).size;
    })
    .reduce((sum, bytes) => sum + bytes, 0);
}
