// Classify scenes by the features of a store, and find the images whose features are nearly the same.
import { readDataset } from '@rs-sam/datasets/node';
import { trainLinearClassifier } from '@rs-sam/vision-features/classify';
import { extractFeatures, openFeatureStore } from '@rs-sam/vision-features/node';
import { readPooledFeatures } from '@rs-sam/vision-features/node/classify';
import { addFeatures, findDuplicates, fingerprintImages } from '@rs-sam/vision-features/node/duplicates';

const { dataset } = await readDataset('scenes');
const files = dataset.images.map(({ file }) => file);
const images = files.map((name) => ({ name, file: `scenes/${name}` }));
await extractFeatures({ dataset: { name: 'scenes', images }, extractor: { backbone: 'sift' }, out: 'scenes-sift' });

const classNames = [...new Set(dataset.images.flatMap(({ className }) => className ?? []))];
const labels = Int32Array.from(dataset.images, ({ className }) => classNames.indexOf(className ?? ''));
const store = await openFeatureStore('scenes-sift');
const features = await readPooledFeatures(store, files); // the mean of each image's regions
const data = { features, labels };
const classifier = await trainLinearClassifier({ classNames, train: data, validation: data });
console.log(features.length / store.depth, classifier.test(data).accuracy); // 12 1
await store.close();

const fingerprints = await addFeatures(await fingerprintImages({ images }), 'scenes-sift');
const [pair] = await findDuplicates([fingerprints]);
console.log(fingerprints[0]?.features?.length, pair?.kind, pair?.overlap); // 128 features null
