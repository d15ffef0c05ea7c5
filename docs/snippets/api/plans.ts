import { candidatesPlan, openPointsPlan } from '@rs-sam/reproduction';

console.log(openPointsPlan().part, openPointsPlan().baseline); // val tuned
console.log(candidatesPlan().rows.length > 10); // true
