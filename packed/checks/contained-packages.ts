import { createPackageFromTarballData } from '@arethetypeswrong/core';

/**
 * The packages that the build of a tarball contains by its `THIRD_PARTY_NOTICES.md`, and that `docs/licences.md` does not have.
 *
 * @param page the text of `docs/licences.md`.
 */
export function unlistedPackages(tarball: Uint8Array, page: string): string[] {
  const files = createPackageFromTarballData(tarball);
  const notices = files.listFiles().filter((path) => path.endsWith('/THIRD_PARTY_NOTICES.md'));
  const contained = notices.flatMap((path) => [...files.readFile(path).matchAll(/^## (\S+) (\S+)$/gm)]);
  return contained
    .filter(([, name, version]) => !new RegExp(`^\\| \`${name}\` +\\| ${version} `, 'm').test(page))
    .map(([, name, version]) => `licences: ${name} ${version} is in the build and not in docs/licences.md`);
}
