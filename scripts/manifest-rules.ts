/** The fields of a package.json that the rules read and write. */
export interface Manifest {
  readonly name: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly engines?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** The address of the repository. */
const HOME = 'https://github.com/rs-sam/rs-sam';

/**
 * Every package needs the same Node: the lines in which `require()` loads a module without a flag.
 * `scripts/with-pnpm.mjs`, README.md and CONTRIBUTING.md say the same.
 */
export const NODE_RANGE = '^20.19.0 || >=22.12.0';

/** The order of the fields that the rules add. */
const ORDER = [
  'name',
  'version',
  'private',
  'description',
  'keywords',
  'homepage',
  'bugs',
  'repository',
  'license',
  'author',
];

/** The manifest of a published package with the fields that follow from its folder, in the order of the file. */
export function completeManifest(manifest: Manifest, folder: string): Manifest {
  const completed: Manifest = {
    ...manifest,
    homepage: `${HOME}/tree/main/${folder}#readme`,
    bugs: { url: `${HOME}/issues` },
    repository: { type: 'git', url: `git+${HOME}.git`, directory: folder },
    author: 'The rs-sam authors',
    exports: Object.fromEntries(
      Object.entries(manifest.exports ?? {}).map(([entry, target]) => [entry, withDefault(target)]),
    ),
    engines: { ...manifest.engines, node: NODE_RANGE },
  };
  const ordered = ORDER.filter((field) => field in completed);
  const rest = Object.keys(completed).filter((field) => !ordered.includes(field));
  return Object.fromEntries([...ordered, ...rest].map((field) => [field, completed[field]])) as Manifest;
}

/** Replaces the condition `import` by `default`, which `require()` finds too. */
function withDefault(target: string | Readonly<Record<string, string>>): string | Readonly<Record<string, string>> {
  if (typeof target === 'string') return target;
  return Object.fromEntries(
    Object.entries(target).map(([condition, file]) => [condition === 'import' ? 'default' : condition, file]),
  );
}
