import type { Comparison } from './comparison';
import type { Fixture } from './fixture';

/** Runs one kind of fixture on our code. A new kind is one file that exports a runner, and one line in `runners.ts`. */
export interface Runner {
  /** Name of the kind of fixture. */
  readonly kind: string;
  /** Whether a fixture is of this kind. The content decides, not the file name. */
  covers(fixture: Fixture): boolean;
  /** Every quantity of the fixture, compared. */
  run(fixture: Fixture): Promise<Comparison[]> | Comparison[];
}
