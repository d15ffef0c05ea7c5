import type { Comparison } from './comparison';
import type { Fixture } from './fixture';

/** Runs one kind of fixture on our code. Adding a kind is one file that exports a runner, and one line in `runners.ts`. */
export interface Runner {
  /** What it runs, in a word or two. */
  readonly kind: string;
  /** Whether this fixture is of that kind; judged by its content, so that a folder may name its files as it likes. */
  covers(fixture: Fixture): boolean;
  /** Every quantity of the fixture, compared. */
  run(fixture: Fixture): Promise<Comparison[]> | Comparison[];
}
