// A training loop of your own that limits the joint norm of its gradients, fast on WebGPU and correct on every engine.
import { descend, gradientScale, prepareBackend, repeatsExactly } from '@rs-sam/tfjs-backend';
import {
  add,
  div,
  minimum,
  mul,
  norm,
  type Scalar,
  scalar,
  square,
  sub,
  type Tensor,
  tidy,
  variable,
  variableGrads,
} from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-layers'; // brings the gradients of all operations

const { engine } = await prepareBackend({ engine: 'wasm' });
console.log(repeatsExactly(engine), repeatsExactly('webgpu')); // true false

const x = variable(scalar(0));
const [rate, limit] = [0.1, 1];
const step = () =>
  tidy(() => {
    const { value, grads } = variableGrads(() => square(sub(x, 3)) as Scalar, [x]);
    const gradient = grads[x.name] as Tensor;
    // Where an engine has no kernel of its own, reading the norm costs nothing.
    const scale =
      gradientScale(value, [gradient], limit)?.scale ?? (minimum(1, div(limit, add(norm(gradient), 1e-6))) as Scalar);
    if (!descend([x], [gradient], rate, scale)) x.assign(sub(x, mul(mul(gradient, scale), rate)));
  });
for (let i = 0; i < 10; i++) step();
console.log(x.dataSync()[0]?.toFixed(3)); // 1.000
