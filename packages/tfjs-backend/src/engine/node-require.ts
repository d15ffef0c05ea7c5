/** Loads a CommonJS module by name, as Node does. */
export type NodeRequire = (name: string) => unknown;

/** Whether this is Node, in a version that the native engines need. */
export function inNode(): boolean {
  return typeof process !== 'undefined' && typeof process.getBuiltinModule === 'function';
}

/** A `require` that looks for an optional engine beside this package first, then in the program's folder. */
export function nodeRequire(): NodeRequire {
  // Not an import: otherwise every bundler for browsers would need an exception for `node:module`.
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

/** Whether the error means that this package itself is not installed. An installed but broken package gives another error. */
export function isAbsent(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'MODULE_NOT_FOUND' && message?.includes(`'${name}'`) === true;
}
