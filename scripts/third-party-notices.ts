import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/** The licence files of packages from the registry that became part of a build. */
export function formatNotices(packageFolders: readonly string[]): string {
  const notices = packageFolders.map((folder) => {
    const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const texts = [...licenceFiles(folder), ...licenceFiles(join(folder, 'licenses'))];
    if (texts.length === 0)
      throw new Error(`${folder} has no licence file: a package that contains it cannot be published.`);
    return [
      `## ${name} ${version}`,
      ...texts.map((file) => ['```text', readFileSync(file, 'utf8').trim(), '```'].join('\n')),
    ];
  });
  const head = ['# Third-party notices', 'Parts of these packages are contained in the modules of this folder.'];
  return `${[...head, ...notices.sort().flat()].join('\n\n')}\n`;
}

/** Writes `THIRD_PARTY_NOTICES.md` beside the build where packages from the registry became part of it. */
export function thirdPartyNotices(outputFolder = 'dist'): Plugin {
  return {
    name: 'third-party-notices',
    setup(build) {
      build.onEnd(({ metafile }) => {
        const folders = packagesOf(Object.keys(metafile?.inputs ?? {}));
        if (folders.length === 0) return;
        mkdirSync(outputFolder, { recursive: true });
        writeFileSync(join(outputFolder, 'THIRD_PARTY_NOTICES.md'), formatNotices(folders));
      });
    },
  };
}

/** The folders of the packages to which files belong, each once. */
export function packagesOf(files: readonly string[]): string[] {
  // Greedy: of `.pnpm/echarts@6/node_modules/zrender/x.js` the last node_modules counts.
  const folders = files.map(
    (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file.replaceAll('\\', '/'))?.[0],
  );
  return [...new Set(folders.filter((folder) => folder !== undefined))];
}

function licenceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|notice|copying)/i.test(entry.name))
    .map(({ name }) => join(folder, name))
    .sort();
}
