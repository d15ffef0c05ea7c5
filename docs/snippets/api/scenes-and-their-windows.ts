// Read parts of a large GeoTIFF, and find the windows of it that lie in a region.
import { openScene } from '@rs-sam/search/node';
import { parseRegion, planWindows, regionShares, windowCount, windowGeometries } from '@rs-sam/search/scene';

const scene = await openScene('rasters/delta.tif', { bands: [3, 2, 1] });
const { width, height, crs, stretch } = scene.record;
console.log(width, height, crs?.code, stretch.startsWith('percentiles 2 and 98')); // 192 192 EPSG:32632 true

// The scene has data up to its column 120.
const grid = { size: 64, overlap: 0.5 };
const windows = planWindows(width, height, grid);
console.log(windowCount(width, height, grid), windows.length); // 25 25
const { pixels, nodata } = await scene.read({ x: 96, y: 0, width: 64, height: 64 });
console.log(pixels.length === 64 * 64 * 3, nodata); // true 0.625

// Corners in metres, in the system of the scene; and the polygon in longitude and latitude.
const { corners, wgs84 } = windowGeometries(scene.record)({ x: 32, y: 0, width: 64, height: 64 });
console.log(corners?.[0], wgs84?.type); // [500320,5761038] Polygon

// Half of that window is inside the window to its left, whose polygon is the region here.
const { polygons } = parseRegion(windowGeometries(scene.record)({ x: 0, y: 0, width: 64, height: 64 }).wgs84);
const shareOf = regionShares(scene.record, polygons);
console.log(windows.slice(0, 3).map((window) => shareOf(window).toFixed(2))); // ["1.00","0.50","0.00"]
await scene.close();
