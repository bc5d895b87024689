import { homedir } from 'node:os';

/** undefined for a user for whom neither HOME nor the file of users names one. */
export function homeDirectory(): string | undefined {
  try {
    return homedir();
  } catch {
    return undefined;
  }
}
