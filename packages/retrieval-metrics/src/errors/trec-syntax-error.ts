import { RsSamError } from '@rs-sam/foundation/errors';

/** A line of a TREC file cannot be parsed. */
export class TrecSyntaxError extends RsSamError {
  override readonly name = 'TrecSyntaxError';
  override readonly code = 'RS_SAM_TREC_SYNTAX';
  /** The line, or its beginning where it is long. */
  readonly text: string;

  constructor(
    /** Counted from 1. */
    readonly line: number,
    text: string,
    readonly reason: string,
    /** Where the text comes from a file. */
    readonly file?: string,
  ) {
    super(`${file === undefined ? '' : `${file}: `}Line ${line}${excerpt(text)}: ${reason}.`);
    this.text = text.slice(0, 200);
  }
}

/** The beginning of a line in brackets; nothing where it has characters that no text has, since they would garble a terminal. */
function excerpt(text: string): string {
  const beginning = text.slice(0, 100);
  if (/[^\P{C}\t\r]|\uFFFD/u.test(beginning)) return '';
  return ` (${JSON.stringify(text.length > 100 ? `${beginning}…` : text)})`;
}
