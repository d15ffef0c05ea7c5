/** One benchmark of `pnpm bench`. */
export interface Benchmark {
  /** The timed work and its comparison, in one line. */
  readonly description: string;
  /** Runs it; `arguments_` are the words after its name (`--json` prints the result as JSON instead of a table). */
  run(arguments_: readonly string[]): Promise<void>;
}
