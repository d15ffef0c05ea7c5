import { installCommand } from './install-command';
import { hasCode, RsSamError } from './rs-sam-error';

const CODE = 'RS_SAM_MISSING_PACKAGE';

/** An optional package that a function needs is not installed, or cannot be loaded. The message has the command that installs it. */
export class MissingPackageError extends RsSamError {
  override readonly name = 'MissingPackageError';
  override readonly code = CODE;

  constructor(
    /** The package, as `sharp` or `usearch@2.25.3`. */
    readonly packageName: string,
    /** What needs it: the beginning of the sentence "… needs the package sharp". */
    readonly purpose: string,
    cause: unknown,
  ) {
    const [firstLine] = String(cause).split('\n');
    const reason = isAbsent(cause, packageName) ? 'is not installed' : `cannot be loaded (${firstLine})`;
    super(`${purpose} needs the package ${packageName}, which ${reason}. Run: ${installCommand(packageName)}`, {
      cause,
    });
  }

  static override [Symbol.hasInstance](value: unknown): boolean {
    return hasCode(value, CODE);
  }
}

/**
 * Loads an optional package where it is needed.
 *
 * @param load contains the literal `import('…')`, so that bundlers see it.
 * @throws MissingPackageError where the package is not installed or cannot be loaded.
 */
export async function importOptional<T>(packageName: string, purpose: string, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    throw new MissingPackageError(packageName, purpose, error);
  }
}

function isAbsent(error: unknown, packageName: string): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${moduleName(packageName)}'`);
}

/** `usearch` of `usearch@2.25.3`, and `@huggingface/tokenizers` of itself. */
export function moduleName(packageName: string): string {
  return packageName.replace(/(?<=.)@.*$/, '');
}
