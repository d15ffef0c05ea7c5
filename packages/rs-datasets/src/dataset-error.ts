import type { Finding } from './finding';
import { type Place, printPlace } from './place';

/** What every error of this package says: where, what is wrong there, and what to do next. */
export class DatasetError extends Error {
  override readonly name: string = 'DatasetError';
  constructor(
    readonly problem: string,
    readonly remedy: string,
    readonly place: Place | null = null,
    cause?: unknown,
  ) {
    super(`${place ? `${printPlace(place)}: ` : ''}${problem} ${remedy}`, cause === undefined ? undefined : { cause });
  }

  /** The file that the error is about, relative to the data set's folder. */
  get file(): string | null {
    return this.place?.file ?? null;
  }
}

/** A file is not what its format promises: cut off, malformed, a field of the wrong kind, lines that do not pair up. */
export class CaptionFileError extends DatasetError {
  override readonly name = 'CaptionFileError';
  constructor(
    override readonly place: Place,
    problem: string,
    remedy: string,
    cause?: unknown,
  ) {
    super(problem, remedy, place, cause);
  }
}

/** No caption file was recognised, or more than one. `candidates` lists what was. */
export class UnknownFormatError extends DatasetError {
  override readonly name = 'UnknownFormatError';
  constructor(
    problem: string,
    remedy: string,
    readonly candidates: readonly string[],
    place: Place | null = null,
  ) {
    super(problem, remedy, place);
  }
}

/** An irregularity whose policy is `error`. `findings` holds all of that policy, not only the first. */
export class IrregularDataError extends DatasetError {
  override readonly name = 'IrregularDataError';
  constructor(readonly findings: readonly Finding[]) {
    const [first] = findings;
    const told = findings.map((finding) => `${finding.count} × ${finding.meaning} (${finding.kind})`).join('; ');
    const policies = findings.map((finding) => `${finding.kind}: 'keep' or 'drop'`).join(', ');
    super(
      `${told}.`,
      `Mend the data, or choose a policy: { policies: { ${policies} } }.`,
      first?.examples[0]?.place ?? null,
    );
  }
}

/** A split that cannot be made or does not fit the data set. */
export class SplitError extends DatasetError {
  override readonly name = 'SplitError';
}

/** A synthetic data set that cannot be made as asked. */
export class SyntheticError extends DatasetError {
  override readonly name = 'SyntheticError';
}
