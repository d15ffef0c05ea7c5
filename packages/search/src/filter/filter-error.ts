import { RsSamError } from '@rs-sam/foundation/errors';

/** A text is not a condition of a filter. */
export class FilterError extends RsSamError {
  override readonly name = 'FilterError';
  override readonly code = 'RS_SAM_FILTER';

  constructor(readonly expression: string) {
    super(
      `${JSON.stringify(expression)} is not a filter. Write a field, a comparison and a value, such as class=airport, cloud<=0.1, year=2018..2020 or file=coast/*.`,
    );
  }
}
