/** One benchmark of `pnpm bench`. */
export interface Benchmark {
  /** One line: what is timed, and what it is compared with. */
  readonly description: string;
  /** Runs it; `arguments_` are the words after its name (`--json` prints the result as JSON instead of a table). */
  run(arguments_: readonly string[]): Promise<void>;
}
