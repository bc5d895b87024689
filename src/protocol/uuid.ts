const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * The UUID in its canonical lower-case form, whatever its version.
 * @returns undefined if the text is no UUID.
 */
export function canonicalUuid(text: string): string | undefined {
  const lower = text.toLowerCase();
  return form.test(lower) ? lower : undefined;
}

const versionAt = 14;
/** RFC 9562 leaves this version to everybody's own use. */
const groupVersion = '8';

/**
 * A uuid for a message that is written in a group without a client's key. Its version tells so: posted again as a key, the message is to be
 * looked for where those of a group are recorded.
 * @param random a UUID of version 4
 */
export function groupUuid(random: string): string {
  return random.slice(0, versionAt) + groupVersion + random.slice(versionAt + 1);
}

/** Whether it may be of such a message; a client may make up one like it. */
export function isGroupUuid(uuid: string): boolean {
  return uuid[versionAt] === groupVersion;
}
