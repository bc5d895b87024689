import type { ClassCacheFormat } from '../members/member-command.ts';
import type { Java } from './java.ts';

/** What members are started from, wherever it lies; paths. */
export interface StartedFrom {
  java: Java;
  hazelcastJar: string;
  launcherJar: string;
}

/** Loaded and linked classes of one pair of Java and jars, from which a member starts in half the time. */
export interface ClassCache {
  path: string;
  format: ClassCacheFormat;
}

export interface MemberProgram extends StartedFrom {
  /** With which they start faster. */
  classCache?: ClassCache | undefined;
}
