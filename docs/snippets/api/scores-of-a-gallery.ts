import { readDataset } from '@rs-sam/datasets/node';
import { partOf } from '@rs-sam/datasets/splits';
import { galleryOf, scoreWholeGallery } from '@rs-sam/evaluation/gallery';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { openFeatureStore } from '@rs-sam/vision-features/node';

await prepareBackend({ engine: 'wasm' });
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const { model, vocabulary } = await loadCheckpoint(folderSource('runs/first/best'));

const gallery = galleryOf(partOf(dataset, 'test'), vocabulary);
const scores = await scoreWholeGallery(model, features, gallery);
const images = gallery.files.length;
console.log(images, scores.length / images); // 5 15
model.dispose();
await features.close();
