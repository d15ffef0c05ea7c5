import { copyFileSync, cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { run } from './command';
import { browserEntryPoints, entryPoints, moduleOfEverything, programOfEverything } from './entry-points';
import type { PackedPackage } from './pack-packages';

/** What a user may have beside our packages: the umbrella package must share their copy of tfjs-core; WebGPU is for a page. */
const ALONGSIDE = { '@tensorflow/tfjs': '^4.22.0', '@tensorflow/tfjs-backend-webgpu': '4.22.0' };

/**
 * Makes a project that knows the packages by their tarballs only, and installs them and their required peers with npm, install scripts
 * included, as a user does.
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
  for (const extension of ['cts', 'mts'])
    copyFileSync(join(stranger, 'program.ts'), join(folder, `program.${extension}`));
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({
      name: 'stranger',
      private: true,
      type: 'module',
      dependencies: { ...ALONGSIDE, ...peers, ...tarballs },
      // A package that needs a sibling finds its tarball, not a package of that name in the registry.
      overrides: Object.fromEntries(Object.keys(tarballs).map((name) => [name, `$${name}`])),
    }),
  );
  const manifests = packages.map(({ manifest }) => manifest);
  const inNode = manifests.flatMap(entryPoints);
  writeFileSync(join(folder, 'everything-node.mjs'), moduleOfEverything(inNode));
  writeFileSync(join(folder, 'everything-require.cjs'), programOfEverything(inNode));
  writeFileSync(join(folder, 'everything-browser.mjs'), moduleOfEverything(manifests.flatMap(browserEntryPoints)));
  await npmInstall(folder);
  return { peers: Object.keys(peers) };
}

/** `npm install` in the project, with the packages given as arguments. */
export async function npmInstall(folder: string, ...args: readonly string[]): Promise<void> {
  // --prefix: when it is run from `npm test`, npm would otherwise take the repository for its project.
  await run(folder, 'npm', ['install', ...args, '--prefix', folder, '--no-audit', '--no-fund', '--loglevel=error']);
}

/** The peers that a user has to install, without our own packages; of several ranges, an exact version if there is one. */
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
