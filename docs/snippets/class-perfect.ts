import { captionIdentityBound, classPerfectLine } from '@rs-sam/retrieval-metrics/bounds';

// The standard test split of UCM: 21 classes of 10 images, 5 captions each.
const classes = Array.from({ length: 210 }, (_, image) => Math.floor(image / 10));
const owners = Array.from({ length: 1050 }, (_, caption) => Math.floor(caption / 5));
const line = classPerfectLine(classes, owners);
console.log(line.imageToText.recall[1]?.toFixed(1), line.textToImage.recall[10]?.toFixed(1)); // 10.0 100.0
console.log(line.recallSum.toFixed(1), line.meanRecall.toFixed(1)); // 281.3 46.9

// No ranker can distinguish two captions that are the same text.
const bound = captionIdentityBound(['sea', 'sand', 'sea', 'shore'], [0, 0, 1, 1], { ks: [1] });
console.log(bound.distinct, bound.recall[1]); // 3 75
