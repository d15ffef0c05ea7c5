import { score } from './score.mjs';
import { send } from './send.mjs';

send(() => score({ wasmPath: '/wasm/' }));
