import { createRequire } from 'node:module';
import { importOptional, moduleName } from '../errors';

/**
 * Loads an optional package that is installed beside this one or in the program's folder.
 *
 * @returns The package, or undefined where it is not installed. One that is installed but broken throws.
 */
export function optionalModule(name: string): unknown {
  for (const from of [import.meta.url, `${process.cwd()}/`]) {
    try {
      return createRequire(from)(name);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      if (code !== 'MODULE_NOT_FOUND' || !message.includes(`'${name}'`)) throw error;
    }
  }
  return undefined;
}

/**
 * `importOptional` that also takes a package from the program's folder: a global `rs-sam` finds there what its user has installed.
 *
 * @param packageName as `pg` or `usearch@2.25.3`.
 * @param load as of `importOptional`, for bundlers and for packages that only an import can load.
 */
export function importInstalled<T>(packageName: string, purpose: string, load: () => Promise<T>): Promise<T> {
  return importOptional(
    packageName,
    purpose,
    async () => (optionalModule(moduleName(packageName)) as T | undefined) ?? load(),
  );
}
