/** Loads a CommonJS module by name, as Node does. */
export type NodeRequire = (name: string) => unknown;

/** Whether this runs in Node with what the native engines need. */
export function inNode(): boolean {
  return typeof process !== 'undefined' && typeof process.getBuiltinModule === 'function';
}

/** A `require` that looks beside this package first and then in the program's folder, so that an optional engine is found in both. */
export function nodeRequire(): NodeRequire {
  // Not an import: a bundler for the browser would have to be told to leave `node:module` out.
  const { createRequire } = process.getBuiltinModule('node:module');
  const beside = createRequire(import.meta.url);
  const inProgram = createRequire(`${process.cwd()}/`);
  return (name) => {
    try {
      return beside(name);
    } catch (error) {
      if (!isAbsent(error, name)) throw error;
      return inProgram(name);
    }
  };
}

/** Whether the error says that this very package is not installed, as opposed to one that is there and broken. */
export function isAbsent(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'MODULE_NOT_FOUND' && message?.includes(`'${name}'`) === true;
}
