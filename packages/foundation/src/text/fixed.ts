/** `toFixed`, but zero has no sign: a number that is rounded to nothing is not shown as −0. */
export function fixed(value: number, digits: number): string {
  return (Number(value.toFixed(digits)) + 0).toFixed(digits);
}
