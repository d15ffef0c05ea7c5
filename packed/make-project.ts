import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './command';
import { browserEntryPoints, entryPoints, moduleOfEverything } from './entry-points';
import type { PackedPackage } from './pack-packages';

/**
 * Makes a project that knows the packages by their tarballs only, and installs them and their required peers with npm.
 *
 * @param stranger the folder with the project's programs.
 */
export async function makeProject(
  folder: string,
  stranger: string,
  packages: readonly PackedPackage[],
): Promise<{ peers: string[] }> {
  const tarballs = Object.fromEntries(
    packages.map(({ manifest, tarball }) => [manifest.name, pathToFileURL(tarball).href]),
  );
  const peers = requiredPeers(packages);
  mkdirSync(folder);
  cpSync(stranger, folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'stranger',
      private: true,
      type: 'module',
      dependencies: { ...peers, ...tarballs },
      // A package that needs a sibling finds its tarball, not what the registry has under that name.
      overrides: Object.fromEntries(Object.keys(tarballs).map((name) => [name, `$${name}`])),
    }),
  );
  const manifests = packages.map(({ manifest }) => manifest);
  writeFileSync(join(folder, 'everything-node.mjs'), moduleOfEverything(manifests.flatMap(entryPoints)));
  writeFileSync(join(folder, 'everything-browser.mjs'), moduleOfEverything(manifests.flatMap(browserEntryPoints)));

  // --prefix: run by way of `npm test`, npm would otherwise take the repository for its project.
  await run(folder, 'npm', [
    'install',
    ...['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
  ]);
  return { peers: Object.keys(peers) };
}

/** The peers that a user has to install, without our own packages; of several ranges, the narrowest: an exact version. */
function requiredPeers(packages: readonly PackedPackage[]): Record<string, string> {
  const ours = new Set(packages.map(({ manifest }) => manifest.name));
  const peers: Record<string, string> = {};
  for (const { peerDependencies = {}, peerDependenciesMeta = {} } of packages.map(({ manifest }) => manifest)) {
    for (const [name, range] of Object.entries(peerDependencies)) {
      if (ours.has(name) || peerDependenciesMeta[name]?.optional) continue;
      const known = peers[name];
      if (known === undefined || /^\d/.test(range)) peers[name] = range;
    }
  }
  return peers;
}
