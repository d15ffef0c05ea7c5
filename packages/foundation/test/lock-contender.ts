// A process that tries to take a lock each time it is told to, says whether it has it, and releases it when it is told to: path.
import { acquireLock, LockHeldError } from '../src/files/folder-lock';

const [path = ''] = process.argv.slice(2);
let release: (() => Promise<void>) | undefined;

process.on('message', async (message) => {
  if (message === 'release') {
    await release?.();
    release = undefined;
    process.send?.('released');
    return;
  }
  try {
    release = await acquireLock(path);
    process.send?.('holds');
  } catch (error) {
    if (!(error instanceof LockHeldError)) throw error;
    process.send?.('refused');
  }
});
process.send?.('ready');
