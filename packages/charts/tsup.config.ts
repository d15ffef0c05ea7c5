import { packageBuild } from '../../tsup.base';

// The parts of echarts that draw these charts become part of the package: installed beside it, echarts would take 64 MB.
export default packageBuild({
  noExternal: [/^echarts/],
  // Without echarts' warnings to the console, as in every build for production.
  define: { 'process.env.NODE_ENV': '"production"' },
  minify: true,
  // It would be mostly the sources of echarts, 4 MB.
  sourcemap: false,
});
