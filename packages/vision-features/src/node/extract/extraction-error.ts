/** An extraction that cannot be made as asked, or that stopped; what was done before is kept. */
export class ExtractionError extends Error {
  override readonly name: string = 'ExtractionError';
}

/** A picture could not be read, and extraction was to stop there. */
export class BrokenImageError extends ExtractionError {
  override readonly name = 'BrokenImageError';

  constructor(
    readonly image: string,
    readonly reason: string,
  ) {
    super(
      `${image}: ${reason} Mend it and run the same again, or skip broken images (--on-broken skip); what was done is kept.`,
    );
  }
}
