import type { Comparison } from './comparison';
import type { Fixture } from './fixture';

/** Runs one kind of fixture on our code. Adding a kind is one file that exports a runner, and one line in `runners.ts`. */
export interface Runner {
  /** The kind of fixture, in a word or two. */
  readonly kind: string;
  /** Whether this fixture is of that kind; decided by its content, so that file names do not matter. */
  covers(fixture: Fixture): boolean;
  /** Every quantity of the fixture, compared. */
  run(fixture: Fixture): Promise<Comparison[]> | Comparison[];
}
