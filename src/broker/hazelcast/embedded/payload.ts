import { isAbsolute, normalize, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod';

/** Of a file inside the executable; it must stay in the directory that it is unpacked into. */
const innerPath = z
  .string()
  .refine((path) => !isAbsolute(path) && !normalize(path).split(sep).includes('..'));

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const manifestSchema = z.object({
  /** Names the content: two executables with the same files share one unpacked directory. */
  hash: sha256,
  /** Version of Hazelcast. */
  hazelcast: z.string(),
  /** Version of the Java runtime. */
  java: z.string(),
  /** Paths inside: Hazelcast's jar, the launcher of members, the `java` program, and the class cache that was trained with these three. */
  jarPath: innerPath,
  launcherPath: innerPath,
  javaPath: innerPath,
  classCachePath: innerPath.optional(),
  /** In the order of their contents. */
  files: z.array(
    z.object({ path: innerPath, size: z.int().min(0), sha256, executable: z.boolean().default(false) }),
  ),
});

export type PayloadManifest = z.output<typeof manifestSchema>;
export type PayloadFile = PayloadManifest['files'][number];

/** Name of the directory that the files are unpacked into. */
export function directoryName({ hash }: Pick<PayloadManifest, 'hash'>): string {
  return hash.slice(0, 32);
}

/** What a single executable carries for its members. */
export interface Payload {
  manifest: PayloadManifest;
  /** The contents of all files, one after the other, in the order of the manifest. */
  content: () => Readable;
}
