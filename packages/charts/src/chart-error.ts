import { RsSamError } from '@rs-sam/foundation/errors';

/** A chart cannot be drawn from these numbers. */
export class ChartError extends RsSamError {
  override readonly name = 'ChartError';
  override readonly code = 'RS_SAM_CHART';

  constructor(
    /** The title of the chart. */
    readonly chart: string,
    problem: string,
  ) {
    super(`The chart "${chart}" cannot be drawn: ${problem}`);
  }
}
