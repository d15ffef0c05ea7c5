import { createRequire } from 'node:module';

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
