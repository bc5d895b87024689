/** Version of every document that distq prints or writes. It changes when a field changes its name or its meaning. */
export const schemaVersion = 2;
export type SchemaVersion = typeof schemaVersion;

/** @returns the version of a document that has another one than `schemaVersion`; undefined if it has this one, or none at all */
export function otherSchemaVersion(document: unknown): number | undefined {
  if (typeof document !== 'object' || document === null || !('schemaVersion' in document)) return undefined;
  const { schemaVersion: found } = document;
  return typeof found === 'number' && found !== schemaVersion ? found : undefined;
}
