import { foldWindows, planWindows, windowId } from '@rs-sam/search/scene';

const windows = planWindows(1024, 768, { size: 256, overlap: 0.5 });
console.log(windows.length, windows.map((window) => windowId('scene.tif', window))[1]); // 35 scene.tif#128,0,256,256

// Down a ranking, a window that overlaps with a better one is counted with it.
const ranked = windows.slice(0, 3).map((window) => ({ file: 'scene.tif', window }));
console.log(foldWindows(ranked).map(({ place, overlapping }) => [place, overlapping.length])); // [[0,1],[2,0]]
