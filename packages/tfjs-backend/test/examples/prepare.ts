import { prepareBackend } from '@rs-sam/tfjs-backend';

const { engine, summary, attempts } = await prepareBackend({ engine: 'wasm' });
console.log(engine); // wasm
console.log(summary); // Engine wasm: tfjs-backend-wasm 4.22.0; asked for by the option engine.
console.log(attempts.length); // 1
