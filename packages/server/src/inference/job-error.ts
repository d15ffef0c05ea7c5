import { RsSamError } from '@rs-sam/foundation/errors';

/** An error of a job with the code of the error that the library threw: it came from another process. */
export class JobError extends RsSamError {
  override readonly name = 'JobError';

  constructor(
    override readonly code: `RS_SAM_${string}`,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** The time limit was reached. */
export class TimeLimitError extends RsSamError {
  override readonly name = 'TimeLimitError';
  override readonly code = 'RS_SAM_TIME_LIMIT';

  constructor(
    /** `waiting` in the queue, or `running`. */
    readonly where: 'waiting' | 'running',
    readonly seconds: number,
  ) {
    super(
      where === 'waiting'
        ? `The server was busy: the request waited for ${seconds} s. Try again later.`
        : `The request took longer than the limit of ${seconds} s. Ask for less, or raise the limit (rs-sam serve --time-limit).`,
    );
  }
}

/** The process that computes ended. */
export class ProcessEndedError extends RsSamError {
  override readonly name = 'ProcessEndedError';
  override readonly code = 'RS_SAM_PROCESS_ENDED';

  constructor(how: string) {
    super(`The process that computes ended with ${how}. It is started again; try once more.`);
  }
}
