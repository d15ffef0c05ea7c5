import { poolRegions, trainLinearClassifier } from '@rs-sam/vision-features/classify';

// Regions [n, K, D] of a feature store; here 8 images of 2 regions of 2 numbers, of alternating classes.
const labels = Int32Array.from({ length: 8 }, (_, i) => i % 2);
const regions = Float32Array.from({ length: 32 }, (_, i) => (i % 2 === labels[Math.floor(i / 4)] ? 3 : 1));
const data = { features: poolRegions(regions, 2, 8), labels };

const classifier = await trainLinearClassifier({ classNames: ['beach', 'river'], train: data, validation: data });
const { accuracy, confusion } = classifier.test(data);
console.log(accuracy, confusion, classifier.l2); // 1 [[4,0],[0,4]] 0.01
