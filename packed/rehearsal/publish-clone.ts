import { printStep } from '../print-step';
import { run } from '../project/command';
import { type Manifest, publicPackages } from '../project/pack-packages';
import type { Registry } from './registry';

/**
 * Makes a release of the last commit, as `docs/release.md` says, in a clone of the repository: versions and changelogs, builds, and
 * the publication to the registry.
 *
 * @returns the manifests of the published packages.
 */
export async function publishClone(root: string, clone: string, { environment }: Registry): Promise<Manifest[]> {
  await run(root, 'git', ['clone', '--quiet', root, clone]);
  await run(clone, 'git', ['config', 'user.name', 'rehearsal']);
  await run(clone, 'git', ['config', 'user.email', 'rehearsal@localhost']);
  const commit = (await run(clone, 'git', ['log', '-1', '--format=%h %s'])).trim();
  await run(clone, 'pnpm', ['install', '--frozen-lockfile', '--prefer-offline']);
  printStep(`a clean clone of ${commit}, with its packages installed`);

  await run(clone, 'pnpm', ['exec', 'changeset', 'version']);
  await run(clone, 'git', ['commit', '--quiet', '--all', '--message', 'Versions']);
  const manifests = publicPackages(clone).map(({ manifest }) => manifest);
  const versions = [...new Set(manifests.map(({ version }) => version))];
  if (versions.length !== 1) throw new Error(`The packages have several versions: ${versions.join(', ')}.`);
  printStep(`changeset version: ${manifests.length} packages ${versions[0]}`);

  await run(clone, 'pnpm', ['run', 'release'], environment);
  for (const { name, version } of manifests) {
    const published = (await run(clone, 'npm', ['view', name, 'version'], environment)).trim();
    if (published !== version) throw new Error(`The registry has ${name} ${published}, not ${version}.`);
  }
  const tags = (await run(clone, 'git', ['tag', '--list'])).trim().split('\n');
  printStep(`pnpm release: built, published and tagged, ${tags.length} tags such as ${tags[0]}`);
  return manifests;
}
