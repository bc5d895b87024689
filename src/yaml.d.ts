/** The build embeds YAML files as text (scripts/build/bundle-options.js, vitest.config.ts). */
declare module '*.yaml' {
  const text: string;
  export default text;
}

declare module '*.yml' {
  const text: string;
  export default text;
}
