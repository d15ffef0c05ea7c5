import { readDataset } from '@rs-sam/datasets/node';
import { completeConfiguration, effectiveConfiguration, presetConfiguration } from '@rs-sam/training';
import { openFeatureStore } from '@rs-sam/vision-features/node';

// What a training with these data changes in a configuration: the store has the unchanged images only.
const { dataset } = await readDataset('mine');
const features = await openFeatureStore('mine-features');
const given = presetConfiguration('tuned', 't2i');
const { configuration, notes } = effectiveConfiguration(given, dataset, features);
console.log(given.augment, configuration.augment, configuration.negatives); // true false instance+class
console.log(notes[0]?.split(',')[0]); // The feature store has no augmentation views
await features.close();

// The record of a run of an earlier version has no averaged weights and no text network: it was trained without them.
const { ema: _, textNetwork: __, ...recorded } = configuration;
const complete = completeConfiguration(recorded);
console.log(complete.ema, complete.textNetwork, complete.learningRate); // null null 0.0005
