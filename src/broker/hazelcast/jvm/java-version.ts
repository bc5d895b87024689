export interface JavaVersion {
  /** As Java says it: 17.0.15, 1.8.0_392, 21-ea. */
  version: string;
  major: number;
}

/** Reads what `java -version` prints; undefined if it is no such output. */
export function parseJavaVersion(output: string): JavaVersion | undefined {
  // Not the first line: JAVA_TOOL_OPTIONS makes Java print a notice before it.
  const version = /^\S+ version "([^"\s]{1,64})"/m.exec(output)?.[1];
  if (version === undefined) return undefined;
  const major = majorOf(version);
  return major > 0 ? { version, major } : undefined;
}

/** 0 if it is no version. */
export function majorOf(version: string): number {
  // Up to Java 8 the major version was the second number.
  return Number(/^(?:1\.)?(\d{1,4})/.exec(version)?.[1] ?? 0);
}
