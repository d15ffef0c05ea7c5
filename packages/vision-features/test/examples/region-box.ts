import { regionBox } from '@rs-sam/vision-features';

// Of 8 × 8 regions in an image of 600 × 400 pixels, the second of the third row.
console.log(regionBox(17, { grid: [8, 8], width: 600, height: 400 })); // {"x":75,"y":100,"width":75,"height":50}
