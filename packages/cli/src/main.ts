#!/usr/bin/env node
import { REGISTRY } from './commands/registry';
import { EXIT } from './program/exit-code';
import { runCommandLine } from './program/run-command-line';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The first signal stops the command cleanly, the second at once.
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    stop.abort();
  });
}
// `rs-sam … | head` closes the pipe early, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) =>
  process.exit(error.code === 'EPIPE' ? EXIT.ok : EXIT.failure),
);

const { stdout, stderr, env } = process;
const terminal = { stdout, stderr, environment: env, signal: stop.signal };
process.exitCode = await runCommandLine(process.argv.slice(2), terminal, REGISTRY);
