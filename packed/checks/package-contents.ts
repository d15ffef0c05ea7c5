import { createPackageFromTarballData } from '@arethetypeswrong/core';

/** A source map, whose sources have to be in it: the package does not have them. */
interface SourceMap {
  readonly sources: readonly string[];
  readonly sourcesContent?: readonly (string | null)[];
}

/** The problems of the files in a package's tarball: sources, tests, and source maps that show nothing. */
export function contentProblems(tarball: Uint8Array): string[] {
  const files = createPackageFromTarballData(tarball);
  const paths = files.listFiles();
  return paths.flatMap((path) => {
    const name = path.replace(/^\/node_modules\/(@[^/]+\/)?[^/]+\//, '');
    if (/(^|\/)(src|test|tests|__tests__)\/|\.test\.|\.tsbuildinfo$/.test(name))
      return [`contents: ${name} is of the tests or sources`];
    if (/\.tsx?$/.test(name) && !name.endsWith('.d.ts')) return [`contents: ${name} is a source`];
    if (name.endsWith('.map')) return mapProblems(name, JSON.parse(files.readFile(path)));
    if (!/\.[cm]?js$/.test(name)) return [];
    const named = /^\/\/# sourceMappingURL=(?!data:)(.+)$/m.exec(files.readFile(path))?.[1];
    const map = named && path.replace(/[^/]+$/, named);
    return map && !paths.includes(map) ? [`contents: ${name} names the source map ${named}, which is missing`] : [];
  });
}

function mapProblems(name: string, { sources, sourcesContent = [] }: SourceMap): string[] {
  const problem = sources.find((source, at) => typeof sourcesContent[at] !== 'string' || /\.test\./.test(source));
  return problem === undefined ? [] : [`contents: the source map ${name} has no text of ${problem}, or it is a test`];
}
