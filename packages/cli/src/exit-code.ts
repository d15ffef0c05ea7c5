/** What the command ends with. */
export const EXIT = {
  ok: 0,
  /** Something went wrong while it worked. */
  failure: 1,
  /** It was called in a way that it does not understand. */
  usage: 2,
  /** It was stopped by SIGINT or SIGTERM; 128 + 2, as shells have it. */
  interrupted: 130,
} as const;
