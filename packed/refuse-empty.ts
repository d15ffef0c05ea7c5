/** @throws Error names an entry point that exports nothing. */
export function refuseEmpty(everything: Record<string, string[]>, entries: readonly string[], where: string): void {
  const empty = entries.find((entry) => !everything[entry]?.length);
  if (empty !== undefined) throw new Error(`${empty} exports nothing in ${where}.`);
}
