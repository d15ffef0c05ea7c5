import { join } from 'node:path';
import ts from 'typescript';
import { entryPoints } from '../project/entry-points';
import type { Manifest } from '../project/pack-packages';

/** The names of an entry's values, sorted, by entry. */
export type NamesByEntry = Readonly<Record<string, readonly string[]>>;

/**
 * The values that each entry exports by its declarations; types are left out.
 *
 * @param manifests of packages that are installed in the project.
 */
export function declaredNames(project: string, manifests: readonly Manifest[]): NamesByEntry {
  const files = manifests.flatMap((manifest) =>
    entryPoints(manifest).map((entry): [string, string] => {
      const { types } = manifest.exports[entry.replace(manifest.name, '.')] as { readonly types: string };
      return [entry, join(project, 'node_modules', manifest.name, types)];
    }),
  );
  const program = ts.createProgram(
    files.map(([, file]) => file),
    { moduleResolution: ts.ModuleResolutionKind.Bundler, module: ts.ModuleKind.ESNext, types: [] },
  );
  const checker = program.getTypeChecker();
  return Object.fromEntries(
    files.map(([entry, file]) => {
      const source = program.getSourceFile(file);
      const module = source && checker.getSymbolAtLocation(source);
      const exported = module ? checker.getExportsOfModule(module) : [];
      return [entry, namesOf(exported.filter((symbol) => isValue(symbol, checker)))];
    }),
  );
}

const namesOf = (symbols: readonly ts.Symbol[]) => symbols.map(({ name }) => name).sort();

/** Whether a name is a value, through all exports from module to module: `export { type X }` makes a type of a class. */
function isValue(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  if (symbol.declarations?.some(ts.isTypeOnlyImportOrExportDeclaration)) return false;
  if (!(symbol.flags & ts.SymbolFlags.Alias)) return (symbol.flags & ts.SymbolFlags.Value) !== 0;
  const next = checker.getImmediateAliasedSymbol(symbol);
  return next !== undefined && isValue(next, checker);
}

/**
 * Every entry has the names that its declarations promise.
 *
 * @throws Error names the entry and the names.
 */
export function compareNames(
  found: NamesByEntry,
  declared: NamesByEntry,
  entries: readonly string[],
  where: string,
): void {
  for (const entry of entries) {
    const [has, promises] = [found[entry] ?? [], declared[entry] ?? []];
    const missing = promises.filter((name) => !has.includes(name));
    const undeclared = has.filter((name) => !promises.includes(name));
    if (missing.length > 0 || undeclared.length > 0 || found[entry] === undefined) {
      throw new Error(
        `${entry} in ${where}: declared and not exported: [${missing}]; exported and not declared: [${undeclared}].`,
      );
    }
  }
}
