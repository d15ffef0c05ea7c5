import { listWeights } from '@rs-sam/vision-features/node/weights';

const listed = await listWeights();
console.log(listed.filter(({ backbone }) => backbone === 'resnet-152').map(({ id }) => id)); // ["resnet-152-keras-notop","resnet-152-keras"]
