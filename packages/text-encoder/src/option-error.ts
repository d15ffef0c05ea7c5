/** An option whose value cannot work. */
export class OptionError extends RangeError {
  override readonly name = 'OptionError';

  /**
   * @param option - The option's name.
   * @param value - What was given.
   * @param requirement - What is accepted, as the end of the sentence "it has to be …".
   */
  constructor(
    readonly option: string,
    readonly value: unknown,
    readonly requirement: string,
  ) {
    super(`${option} is ${String(value)}; it has to be ${requirement}.`);
  }
}

/** The value, if it is an integer of at least `minimum`. Throws {@link OptionError} otherwise. */
export function integerOption(option: string, value: number, minimum: number): number {
  if (!Number.isInteger(value) || value < minimum) {
    throw new OptionError(option, value, `an integer of at least ${minimum}`);
  }
  return value;
}
