import { readFile } from 'node:fs/promises';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { contentProblems } from './package-contents';

/** A rule of attw that every package breaks: its `require()` resolves to an ES module, which every supported Node loads. */
const IGNORED_RULE: Problem['kind'] = 'CJSResolvesToESM';

/** The problems that publint (its warnings too) and attw (but for the resolution of Node 10) find in the tarball of a package, and those of its files. */
export async function packageProblems(tarball: string): Promise<string[]> {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({ pack: { tarball: Uint8Array.from(bytes).buffer }, strict: true });
  const linted = messages
    .filter(({ type }) => type === 'error')
    .map((message) => `publint: ${formatMessage(message, pkg, { color: false })}`);

  const contents = contentProblems(new Uint8Array(bytes));
  const analysis = await checkPackage(createPackageFromTarballData(new Uint8Array(bytes)));
  if (!analysis.types) return [...linted, ...contents, 'attw: the package has no types'];
  const wrong = analysis.problems
    .filter((problem) => problem.kind !== IGNORED_RULE)
    .filter((problem) => !('resolutionKind' in problem && problem.resolutionKind === 'node10'))
    .map((problem) => `attw: ${JSON.stringify(problem)}`);
  return [...linted, ...contents, ...wrong];
}
