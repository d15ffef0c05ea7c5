/** The mark of an adjusted p-value: `‡` below 0.01, `†` below 0.05, otherwise none. */
export function significanceMark(adjustedPValue: number): '‡' | '†' | '' {
  if (adjustedPValue < 0.01) return '‡';
  return adjustedPValue < 0.05 ? '†' : '';
}
