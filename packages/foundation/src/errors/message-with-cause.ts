/** The message of an error with that of its cause: alone, the message of `fetch` is only "fetch failed" or "terminated". */
export function messageWithCause(error: Error): string {
  const { cause } = error as { cause?: { message?: string; code?: string } };
  return [error.message, cause?.message || cause?.code].filter(Boolean).join(': ');
}
