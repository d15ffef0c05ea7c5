import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { publishedPackages } from '../published-packages';

/** A package from the registry that comes with ours. */
export interface ProductionPackage {
  readonly name: string;
  readonly version: string;
  /** The packages that need it, of ours or of others; what the build of ours contains is `contained`. */
  readonly neededBy: readonly string[];
}

/** The parts of pnpm-lock.yaml that are read. */
interface LockFile {
  readonly importers: Readonly<Record<string, Importer>>;
  readonly packages: Readonly<Record<string, { readonly peerDependenciesMeta?: Optional }>>;
  readonly snapshots: Readonly<Record<string, Snapshot>>;
}

type Optional = Readonly<Record<string, { readonly optional?: boolean }>>;
type Resolved = Readonly<Record<string, { readonly version: string }>>;

interface Importer {
  readonly dependencies?: Resolved;
  readonly optionalDependencies?: Resolved;
  readonly devDependencies?: Resolved;
}

interface Snapshot {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** The packages from the registry that builds contain, by the folder that needs them; `pnpm check:packages` finds those that are missing here. */
const CONTAINED: Readonly<Record<string, readonly string[]>> = {
  'packages/foundation': ['valibot'],
  'packages/charts': ['echarts'],
};

/**
 * The packages from the registry that the published packages need, through all dependencies, optional ones and peers included, or that
 * their builds contain, by the lock file: the same list on every platform.
 */
export function productionPackages(root: string): ProductionPackage[] {
  const lock = parse(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8')) as LockFile;
  const found = new Map<string, Set<string>>();
  const visit = (name: string, version: string, from: string): void => {
    // Of ours, which are visited anyway.
    if (version.startsWith('link:')) return;
    // The version of an alias begins with the name that it stands for.
    const key = /^\d/.test(version) ? `${name}@${version}` : version;
    const [id = ''] = key.split('(');
    const known = found.get(id);
    found.set(id, (known ?? new Set()).add(from));
    if (known !== undefined) return;
    const { dependencies = {}, optionalDependencies = {} } = lock.snapshots[key] ?? {};
    const optionalPeers = lock.packages[id]?.peerDependenciesMeta ?? {};
    for (const [other, resolved] of Object.entries({ ...dependencies, ...optionalDependencies }))
      if (!optionalPeers[other]?.optional) visit(other, resolved, id.slice(0, id.lastIndexOf('@')));
  };
  const visitImporter = (folder: string, wanted: readonly string[], from: string): void => {
    const { dependencies, optionalDependencies, devDependencies } = lock.importers[folder] ?? {};
    const resolved = { ...devDependencies, ...optionalDependencies, ...dependencies };
    for (const name of wanted) {
      const { version } = resolved[name] ?? {};
      if (version !== undefined) visit(name, version, from);
    }
  };
  for (const { folder, manifest } of publishedPackages(root))
    visitImporter(folder, neededNames(manifest), manifest.name);
  for (const [folder, names] of Object.entries(CONTAINED)) visitImporter(folder, names, 'contained');
  return [...found]
    .map(([id, neededBy]) => {
      const at = id.lastIndexOf('@');
      return { name: id.slice(0, at), version: id.slice(at + 1), neededBy: [...neededBy].sort() };
    })
    .sort((a, b) => (a.name < b.name || (a.name === b.name && a.version < b.version) ? -1 : 1));
}

/** Optional peers of the published packages that the repository does not install, so that the lock file does not have them. */
export function uninstalledPeers(root: string): string[] {
  const known = new Set(productionPackages(root).map(({ name }) => name));
  const ours = publishedPackages(root);
  const own = new Set(ours.map(({ manifest }) => manifest.name));
  const names = ours.flatMap(({ manifest }) => neededNames(manifest));
  return [...new Set(names)].filter((name) => !known.has(name) && !own.has(name)).sort();
}

function neededNames(manifest: Readonly<Record<string, unknown>>): string[] {
  return ['dependencies', 'optionalDependencies', 'peerDependencies'].flatMap((field) =>
    Object.keys((manifest[field] ?? {}) as object),
  );
}
