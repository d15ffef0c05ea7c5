/** A weight file cannot be fetched from where it is published. */
export class WeightsUnreachableError extends Error {
  override readonly name = 'WeightsUnreachableError';

  constructor(
    readonly address: string,
    readonly reason: string,
    /** What to do by hand, line by line. */
    readonly byHand: readonly string[],
    options?: ErrorOptions,
  ) {
    super(
      [
        `${address} cannot be fetched: ${reason}`,
        'Where there is a network:',
        ...byHand.map((line) => `  ${line}`),
      ].join('\n'),
      options,
    );
  }
}

/** What is there, or what arrived, is not what was published. */
export class WeightsDamagedError extends Error {
  override readonly name = 'WeightsDamagedError';

  constructor(
    readonly what: string,
    readonly found: string,
    readonly expected: string,
    readonly remedy: string,
  ) {
    super(`${what} is damaged or another file: its hash is ${found}, expected ${expected}. ${remedy}`);
  }
}
