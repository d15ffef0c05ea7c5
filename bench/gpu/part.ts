// One part of the GPU report in a process of its own. Argument: the request, JSON; prints its results as JSON Lines.
import type { PartRequest } from './requests';

const request = JSON.parse(process.argv[2] ?? '') as PartRequest;

async function run(): Promise<AsyncGenerator<object>> {
  switch (request.part) {
    case 'parity':
      return (await import('./parity-part')).parityPart(request);
    case 'step':
      return (await import('./step-part')).stepPart(request);
    case 'training-step':
      return (await import('./training-step-part')).trainingStepPart(request);
    case 'gallery':
      return (await import('./gallery-part')).galleryPart(request);
    case 'training':
      return (await import('./training-part')).trainingPart(request);
  }
}

for await (const line of await run()) console.log(JSON.stringify(line));
// Threads of a GPU's driver may keep a process alive.
process.exit(0);
