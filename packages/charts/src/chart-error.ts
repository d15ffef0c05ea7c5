/** Numbers that no chart can be drawn of. */
export class ChartError extends RangeError {
  override readonly name = 'ChartError';

  constructor(
    readonly chart: string,
    problem: string,
  ) {
    super(`The chart "${chart}" cannot be drawn: ${problem}`);
  }
}
