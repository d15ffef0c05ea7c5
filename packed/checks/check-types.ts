import { join, sep } from 'node:path';
import ts from 'typescript';

/** The packed declarations do not describe the packages, or cannot be resolved. */
class TypesError extends Error {
  override readonly name = 'TypesError';

  constructor(
    readonly files: string,
    readonly resolution: string,
    readonly diagnostics: readonly string[],
  ) {
    super(`tsc rejects ${files} with moduleResolution ${resolution}:\n${diagnostics.join('\n')}`);
  }
}

/** The two ways in which today's programs find their packages' types. */
const resolutions = {
  Bundler: { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
  NodeNext: { moduleResolution: ts.ModuleResolutionKind.NodeNext, module: ts.ModuleKind.NodeNext },
} as const;

/**
 * Type-checks programs of the project, and our declarations with them, under `strict`, and compiles them.
 *
 * @returns the folder of their JavaScript.
 * @throws TypesError holds the compiler's messages.
 */
export function compile(project: string, files: readonly string[], resolution: keyof typeof resolutions): string {
  const outDir = join(project, 'compiled');
  const program = ts.createProgram(
    files.map((file) => join(project, file)),
    {
      ...resolutions[resolution],
      target: ts.ScriptTarget.ES2022,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
      strict: true,
      exactOptionalPropertyTypes: true,
      rootDir: project,
      outDir,
      types: [],
    },
  );
  // Not skipLibCheck, which would skip our declarations too; those of tfjs are not checked here.
  const ours = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file: at }) => !at?.fileName.includes('/node_modules/') || at.fileName.includes('/@rs-sam/'));
  if (ours.length > 0) {
    throw new TypesError(
      files.join(', '),
      resolution,
      ours.map(({ file: at, start = 0, messageText }) => {
        const line = at ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
        const name = at ? at.fileName.replaceAll('/', sep).replace(project + sep, '') : 'tsc';
        return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      }),
    );
  }
  program.emit();
  return outDir;
}
