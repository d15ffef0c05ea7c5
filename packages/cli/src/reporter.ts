import { type Progress, type ProgressOptions, startProgress } from './progress';
import type { Terminal } from './terminal';

/** How a command speaks: results to stdout, everything else to stderr; with `--json` both in JSON, an object a line. */
export interface Reporter {
  /** Whether a machine listens. */
  readonly json: boolean;
  /** A result, once as data and once as text for a person. */
  result(data: unknown, text: () => string): void;
  /** A remark that is no result. */
  note(message: string): void;
  progress(options: ProgressOptions): Progress;
}

export function reporterFor(terminal: Terminal, json: boolean): Reporter {
  let running: Progress | null = null;
  return {
    json,
    result(data, text) {
      terminal.stdout.write(`${json ? JSON.stringify(data) : text()}\n`);
    },
    note(message) {
      terminal.stderr.write(`${json ? JSON.stringify({ event: 'note', message }) : message}\n`);
    },
    progress(options) {
      running?.stop();
      running = startProgress(terminal, options, json);
      return running;
    },
  };
}
