import { prepareBackend } from '@rs-sam/tfjs-backend';

await prepareBackend({ warn: (message) => console.log(message) });
