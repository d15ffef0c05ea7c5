// The size of each entry of each published package after bundling: its own code and the private foundation package. What a user
// installs beside it (dependencies, peers, Node's built-in modules) is left out. A new entry has the default limit until it gets its own.
import { existsSync, readdirSync, readFileSync } from 'node:fs';

const DEFAULT_LIMIT = '25 kB';

const limits = {
  // With the parts of echarts that it uses.
  '@rs-sam/charts': '205 kB',
  '@rs-sam/core': '15 kB',
  '@rs-sam/datasets': '27 kB',
  '@rs-sam/datasets/node': '37 kB',
  '@rs-sam/datasets/splits': '20 kB',
  '@rs-sam/datasets/synthetic': '20 kB',
  '@rs-sam/models': '16 kB',
  '@rs-sam/retrieval-metrics': '11 kB',
  // With the reader of TIFF files, of which geotiff only decompresses, usearch indexes, and the tables and statements of Postgres.
  '@rs-sam/search/node': '47 kB',
  '@rs-sam/text-encoder': '12 kB',
  '@rs-sam/text-encoder/gru': '7 kB',
  // 22 kB are the kernels of webgpu, a chunk that is loaded when that engine is opened.
  '@rs-sam/tfjs-backend': '52 kB',
  '@rs-sam/tfjs-backend/file-system': '3 kB',
  '@rs-sam/training': '20 kB',
  '@rs-sam/vision-features': '20 kB',
  '@rs-sam/vision-features/classify': '8 kB',
  '@rs-sam/vision-features/handcrafted': '10 kB',
  '@rs-sam/vision-features/node': '45 kB',
};

// The packages are modules and are measured as such. Every bundler leaves out tsup's bare imports of chunks without side effects;
// esbuild's warning about that is silenced.
const modifyEsbuildConfig = (config) => ({
  ...config,
  format: 'esm',
  platform: 'node',
  logOverride: { 'ignored-bare-import': 'silent' },
});

export default readdirSync('packages')
  .map((folder) => `packages/${folder}`)
  .filter((folder) => existsSync(`${folder}/package.json`))
  .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) }))
  .filter(({ manifest }) => manifest.private !== true)
  .flatMap(({ folder, manifest }) =>
    Object.entries(manifest.exports)
      .filter(([entry]) => !entry.endsWith('.json'))
      .map(([entry, { default: file }]) => {
        const name = manifest.name + entry.slice(1);
        return {
          name,
          path: `${folder}/${file}`,
          ignore: [
            ...Object.keys(manifest.dependencies ?? {}),
            ...Object.keys(manifest.optionalDependencies ?? {}),
            ...Object.keys(manifest.peerDependencies ?? {}),
          ],
          limit: limits[name] ?? DEFAULT_LIMIT,
          gzip: true,
          modifyEsbuildConfig,
        };
      }),
  );
