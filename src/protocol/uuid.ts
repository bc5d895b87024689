const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The UUID in its canonical lower-case form; any version.
 * @returns undefined if the text is not a UUID.
 */
export function canonicalUuid(text: string): string | undefined {
  const lower = text.toLowerCase();
  return form.test(lower) ? lower : undefined;
}

const versionAt = 14;
/** RFC 9562 reserves this version for custom use. */
const groupVersion = '8';

/**
 * A UUID for a message without a client's key that is written in a group. Its version marks it: if a client posts it
 * again as a key, the record is searched under the group.
 * @param random a UUID of version 4
 */
export function groupUuid(random: string): string {
  return random.slice(0, versionAt) + groupVersion + random.slice(versionAt + 1);
}

/** Whether it may belong to such a message; a client may also have generated it. */
export function isGroupUuid(uuid: string): boolean {
  return uuid[versionAt] === groupVersion;
}
