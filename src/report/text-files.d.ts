/** The build embeds the files of reports as text (scripts/build/bundle-options.js, vitest.config.ts). */
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.client.js' {
  const text: string;
  export default text;
}
