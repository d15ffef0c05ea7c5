#!/usr/bin/env node
import { REGISTRY } from './commands/registry';
import { guardStreams } from './output/guard-streams';
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

const { stdout, stderr, env } = process;
const problemOfOutput = guardStreams(stdout, stderr);
const terminal = { stdout, stderr, environment: env, signal: stop.signal };
const code = await runCommandLine(process.argv.slice(2), terminal, REGISTRY);
// A stream reports its errors after the write.
await new Promise((resolve) => setImmediate(resolve));
const problem = problemOfOutput();
if (problem !== null) stderr.write(`rs-sam: ${problem}\n`);
process.exitCode = problem !== null && code === EXIT.ok ? EXIT.failure : code;
