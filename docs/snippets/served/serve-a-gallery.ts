import { openServer } from '@rs-sam/server';

const server = await openServer({ gallery: 'gallery', port: 0 });
const query = new URLSearchParams({ text: 'cars parked between white lines' });
const answer = await fetch(`${server.address}/api/search?${query}`);
console.log(answer.status, server.items); // 200 72
await server.close();
