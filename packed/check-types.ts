import { join, sep } from 'node:path';
import ts from 'typescript';

/** The packed declarations do not say what the packages do, or do not resolve. */
class TypesError extends Error {
  override readonly name = 'TypesError';

  constructor(
    readonly resolution: string,
    readonly diagnostics: readonly string[],
  ) {
    super(`The types are refused with moduleResolution ${resolution}:\n${diagnostics.join('\n')}`);
  }
}

/** The two ways in which today's programs find their packages' types. */
export const resolutions = {
  Bundler: { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
  NodeNext: { moduleResolution: ts.ModuleResolutionKind.NodeNext, module: ts.ModuleKind.NodeNext },
} as const;

/**
 * Type-checks a program of the project, and our declarations with it, under `strict`.
 *
 * @throws TypesError holds what the compiler says.
 */
export function checkTypes(project: string, file: string, resolution: keyof typeof resolutions): void {
  const program = ts.createProgram([join(project, file)], {
    ...resolutions[resolution],
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    types: [],
  });
  // Not skipLibCheck, which would skip ours too; tfjs's own declarations are not ours to judge.
  const ours = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file: at }) => !at?.fileName.includes('/node_modules/') || at.fileName.includes('/@rs-sam/'));
  if (ours.length > 0) {
    throw new TypesError(
      resolution,
      ours.map(({ file: at, start = 0, messageText }) => {
        const line = at ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
        const name = at ? at.fileName.replaceAll('/', sep).replace(project + sep, '') : 'tsc';
        return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      }),
    );
  }
}
