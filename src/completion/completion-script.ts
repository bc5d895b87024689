import type { ProgramDescription } from '../foundation/text/command-description.ts';
import { bashScript } from './bash-script.ts';
import { fishScript } from './fish-script.ts';
import { powershellScript } from './powershell-script.ts';
import type { Shell } from './shells.ts';
import { zshScript } from './zsh-script.ts';

/** The completion script for the command `distq`. It never calls distq, so it works with every kind of installation. */
export function completionScript(shell: Shell, program: ProgramDescription): string {
  return writers[shell](program);
}

const writers: Record<Shell, (program: ProgramDescription) => string> = {
  bash: bashScript,
  zsh: zshScript,
  fish: fishScript,
  powershell: powershellScript,
};
