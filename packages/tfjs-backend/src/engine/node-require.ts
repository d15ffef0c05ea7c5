/** Loads a CommonJS module by name, as Node does. */
export type NodeRequire = (name: string) => unknown;

/** Whether this is Node, in a version that the native engines need. */
export function inNode(): boolean {
  return typeof process !== 'undefined' && typeof process.getBuiltinModule === 'function';
}

/** A `require` that looks for an optional engine beside this package first, then in the program's folder. */
export function nodeRequire(): NodeRequire {
  return (name) => firstThatHas(name, (require) => require(name));
}

/** The file that `nodeRequire` would load. */
export function resolveInNode(name: string): string {
  return firstThatHas(name, (require) => require.resolve(name));
}

function firstThatHas<Value>(name: string, use: (require: NodeJS.Require) => Value): Value {
  // Not an import: otherwise every bundler for browsers would need an exception for `node:module`.
  const { createRequire } = process.getBuiltinModule('node:module');
  try {
    return use(createRequire(import.meta.url));
  } catch (error) {
    if (!isAbsent(error, name)) throw error;
    return use(createRequire(`${process.cwd()}/`));
  }
}

/** Whether the error means that this package itself is not installed. An installed but broken package gives another error. */
export function isAbsent(error: unknown, name: string): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return code === 'MODULE_NOT_FOUND' && message?.includes(`'${name}'`) === true;
}
