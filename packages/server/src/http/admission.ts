import { RsSamError } from '@rs-sam/foundation/errors';

/** There is no place for a further search. */
export class BusyError extends RsSamError {
  override readonly name = 'BusyError';
  override readonly code = 'RS_SAM_BUSY';

  constructor(
    /** Seconds after which there is probably a place. */
    readonly retryAfter: number,
  ) {
    super(`The server has as many searches as it takes. Try again in ${retryAfter} s.`);
  }
}

/** Bounds the searches that are in the server at once, so that neither memory nor waiting grows with the number of clients. */
export interface Admission {
  /** Places that are taken. */
  readonly taken: number;
  /**
   * Takes a place before the body of a request is read.
   *
   * @returns a function that leaves it; further calls have no effect.
   * @throws BusyError
   */
  enter(): () => void;
}

/** @param meanSeconds of one search. */
export function createAdmission(places: number, meanSeconds: () => number): Admission {
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    enter() {
      if (taken >= places) throw new BusyError(Math.max(1, Math.ceil(meanSeconds() * taken)));
      taken++;
      let inside = true;
      return () => {
        if (inside) taken--;
        inside = false;
      };
    },
  };
}
