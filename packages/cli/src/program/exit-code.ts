/** The exit codes of the command. */
export const EXIT = {
  ok: 0,
  /** The work failed. */
  failure: 1,
  /** The command was called with wrong arguments or options. */
  usage: 2,
  /** SIGINT or SIGTERM interrupted it: 128 + 2, as in shells. */
  interrupted: 130,
} as const;
