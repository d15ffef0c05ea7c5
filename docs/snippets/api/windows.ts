import { planWindows, windowId } from '@rs-sam/search/scene';

const windows = planWindows(1024, 768, { size: 256, overlap: 0.5 });
console.log(windows.length, windows.map((window) => windowId('scene.tif', window))[1]); // 35 scene.tif#128,0,256,256
