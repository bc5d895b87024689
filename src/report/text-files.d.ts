/** The build embeds the files of reports as text (scripts/bundle.js, vitest.config.ts). */
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.client.js' {
  const text: string;
  export default text;
}
