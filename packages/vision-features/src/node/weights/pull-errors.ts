import { RsSamError } from '@rs-sam/foundation/errors';
/** A weight file cannot be downloaded from its published address. */
export class WeightsUnreachableError extends RsSamError {
  override readonly name = 'WeightsUnreachableError';
  override readonly code = 'RS_SAM_WEIGHTS_UNREACHABLE';

  constructor(
    readonly address: string,
    readonly reason: string,
    /** The steps to do by hand, one per line. */
    readonly byHand: readonly string[],
    options?: ErrorOptions,
  ) {
    super(
      [
        `${address} cannot be fetched: ${reason}`,
        'On a machine with network access:',
        ...byHand.map((line) => `  ${line}`),
      ].join('\n'),
      options,
    );
  }
}

/** Installed or downloaded weights are not the published ones. */
export class WeightsDamagedError extends RsSamError {
  override readonly name = 'WeightsDamagedError';
  override readonly code = 'RS_SAM_WEIGHTS_DAMAGED';

  constructor(
    readonly what: string,
    readonly found: string,
    readonly expected: string,
    readonly remedy: string,
  ) {
    super(`${what} is damaged or another file: its hash is ${found}, expected ${expected}. ${remedy}`);
  }
}
