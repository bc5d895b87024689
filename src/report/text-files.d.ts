/** The build embeds what reports carry with them as text (scripts/build/bundle-options.js, vitest.config.ts). */
declare module '*.css' {
  const text: string;
  export default text;
}
declare module '*.client.js' {
  const text: string;
  export default text;
}
