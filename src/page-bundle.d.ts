/** The browser's part of the live page, bundled by the build (scripts/build/page-bundle.js, vitest.config.ts). */
declare module 'page:bundle' {
  /** The script of src/page/view with everything that it imports. */
  export const script: string;
  /** The style sheet of the plotting library. */
  export const plotStyles: string;
}
