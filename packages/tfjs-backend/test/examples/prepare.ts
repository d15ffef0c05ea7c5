import { prepareBackend } from '@rs-sam/tfjs-backend';

const { engine, summary, attempts } = await prepareBackend({ engine: 'wasm' });
console.log(engine); // wasm
console.log(summary); // Engine wasm: tfjs-backend-wasm 4.22.0; chosen by the option engine.
console.log(attempts.length); // 1
