import { prepareBackend } from '@rs-sam/tfjs-backend';
import { send } from './send.mjs';

/** Three tries in one page: without a path, with a wrong one, with the right one. */
send(async () => {
  const messages = [];
  for (const wasmPath of [undefined, '/nowhere/']) {
    await prepareBackend({ wasmPath, warn() {} }).catch(({ message }) => messages.push(message));
  }
  const { engine } = await prepareBackend({ wasmPath: '/wasm/' });
  return { messages, engine };
});
