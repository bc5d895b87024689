import { build } from 'esbuild';
import { bundleOptions } from './bundle-options.js';
import { pageFiles } from './page-bundle.js';

/** The files that are, at least partly, in the bundle, by their paths in the project. */
export async function bundledFiles() {
  const { metafile } = await build({ ...bundleOptions, outdir: 'dist', metafile: true });
  const files = Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
  );
  return [...files, ...(await pageFiles())];
}
