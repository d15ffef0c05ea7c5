import { everything } from './everything-node.mjs';
import { score } from './score.mjs';

console.log(JSON.stringify({ everything, ...(await score()) }));
