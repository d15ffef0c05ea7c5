import { mkdir } from 'node:fs/promises';
import { readRuns, readTargets, resultsPages } from '@rs-sam/reproduction/results-page';

// A folder of results, as `rs-sam reproduce` writes it; empty here.
await mkdir('experiments', { recursive: true });
const pages = resultsPages(await readRuns('experiments'), await readTargets('experiments'));
console.log([...pages.keys()]); // ["results.md"]
