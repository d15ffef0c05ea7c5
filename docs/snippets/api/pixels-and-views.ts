import { averageGrid, backboneNames, viewPixels } from '@rs-sam/vision-features';
import { examineImage } from '@rs-sam/vision-features/node';

console.log(backboneNames); // ["inception-v3","resnet-50","resnet-152"]

// The eight views of a square image: here 2 × 2 pixels of three numbers.
const pixels = Float32Array.from([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4]);
const turned = viewPixels(pixels, 2, 'rotate90');
console.log([0, 3, 6, 9].map((at) => turned[at])); // [3,1,4,2]

// A map of 2 × 2 regions of one number, averaged to one region.
console.log([...averageGrid(Float32Array.of(1, 2, 3, 6), [2, 2], [1, 1], 1)]); // [3]

// Whether a file can be read, and whether its 16 bits need a stretch.
console.log(await examineImage('scenes/images/bridge_001.png')); // {"levels":null,"problem":null}
