/** Two tensors that have to fit do not. The message gives both shapes. */
export class ShapeMismatchError extends Error {
  override readonly name = 'ShapeMismatchError';

  constructor(
    /** What was to be computed. */
    readonly operation: string,
    readonly leftName: string,
    readonly leftShape: readonly (number | null)[],
    readonly rightName: string,
    readonly rightShape: readonly (number | null)[],
    /** What would fit. */
    readonly remedy: string,
  ) {
    super(`${operation}: ${leftName} [${leftShape}] does not fit ${rightName} [${rightShape}]. ${remedy}`);
  }
}

/** An input holds NaN or an infinity. */
export class NonFiniteError extends Error {
  override readonly name = 'NonFiniteError';

  constructor(
    readonly input: string,
    readonly value: number,
    readonly index: readonly number[],
  ) {
    super(
      `${input} holds ${value} at [${index.join(', ')}]. Check where it was computed: a feature file that was cut short, a zero norm, or a learning rate under which training diverged.`,
    );
  }
}

/** An option has a value that is none of its own. */
export class InvalidOptionError extends Error {
  override readonly name = 'InvalidOptionError';

  constructor(
    readonly option: string,
    readonly value: unknown,
    readonly expected: string,
  ) {
    super(`The option ${option} is ${JSON.stringify(value)}; it must be ${expected}.`);
  }
}
