import { everything } from './everything-browser.mjs';
import { send } from './send.mjs';

send(async () => everything);
