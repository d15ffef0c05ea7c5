import { publishedDatasetOf, publishedResults, renderReport } from '@rs-sam/report';

console.log(publishedDatasetOf('UCM-Captions'), publishedResults.rows.length > 20); // ucm true

// What `evaluateCheckpoint` wrote, with the option `examples`.
const page = await renderReport({ evaluations: ['results/shown'] });
console.log(page.startsWith('<!doctype html>'), page.includes('<script')); // true false
