import { homedir } from 'node:os';

/** undefined if neither HOME nor the user database names one. */
export function homeDirectory(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
