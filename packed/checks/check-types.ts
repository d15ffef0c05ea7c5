import { join, sep } from 'node:path';
import ts from 'typescript';

/** The packed declarations do not describe the packages, or cannot be resolved. */
class TypesError extends Error {
  override readonly name = 'TypesError';

  constructor(
    readonly file: string,
    readonly resolution: string,
    readonly diagnostics: readonly string[],
  ) {
    super(`tsc rejects ${file} with moduleResolution ${resolution}:\n${diagnostics.join('\n')}`);
  }
}

/** The two ways in which today's programs find their packages' types. */
const resolutions = {
  Bundler: { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext },
  NodeNext: { moduleResolution: ts.ModuleResolutionKind.NodeNext, module: ts.ModuleKind.NodeNext },
} as const;

/**
 * Type-checks a program of the project, and our declarations with it, under `strict`, and compiles it.
 *
 * @returns the path of the program's JavaScript, in the project.
 * @throws TypesError holds the compiler's messages.
 */
export function compile(project: string, file: string, resolution: keyof typeof resolutions): string {
  const outDir = join(project, 'compiled');
  const program = ts.createProgram([join(project, file)], {
    ...resolutions[resolution],
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
    strict: true,
    exactOptionalPropertyTypes: true,
    rootDir: project,
    outDir,
    types: [],
  });
  // Not skipLibCheck, which would skip our declarations too; those of tfjs are not checked here.
  const ours = ts
    .getPreEmitDiagnostics(program)
    .filter(({ file: at }) => !at?.fileName.includes('/node_modules/') || at.fileName.includes('/@rs-sam/'));
  if (ours.length > 0) {
    throw new TypesError(
      file,
      resolution,
      ours.map(({ file: at, start = 0, messageText }) => {
        const line = at ? at.getLineAndCharacterOfPosition(start).line + 1 : 0;
        const name = at ? at.fileName.replaceAll('/', sep).replace(project + sep, '') : 'tsc';
        return `${name}:${line} ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
      }),
    );
  }
  program.emit();
  return join(outDir, file.replace(/ts$/, 'js'));
}
