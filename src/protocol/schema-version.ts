/** Version of every document that distq prints or writes. It is increased when a field changes its name or meaning. */
export const schemaVersion = 2;
export type SchemaVersion = typeof schemaVersion;

/** @returns the version of a document if it differs from `schemaVersion`; undefined if it is the same or missing */
export function otherSchemaVersion(document: unknown): number | undefined {
  if (typeof document !== 'object' || document === null || !('schemaVersion' in document)) return undefined;
  const { schemaVersion: found } = document;
  return typeof found === 'number' && found !== schemaVersion ? found : undefined;
}
