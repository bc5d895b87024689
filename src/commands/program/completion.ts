import { Args } from '@oclif/core';
import { shells } from '../../completion/shells.ts';
import { BaseCommand } from '../frame/base.ts';
import type { CompletionDocument } from '../frame/documents.ts';

export class Completion extends BaseCommand {
  static override description = [
    'Prints a completion script for a shell. It completes commands, flags, values, files, and the names of topologies, scenarios, sessions and',
    'parts of the running session. It completes the command name distq and starts no program. Print it again after each update of distq.',
  ].join(' ');
  static override examples = [
    { command: 'eval "$(distq completion bash)"', description: 'bash, this shell only' },
    {
      command:
        'mkdir -p ~/.local/share/bash-completion/completions && distq completion bash > ~/.local/share/bash-completion/completions/distq',
      description:
        'bash, permanently (needs the package bash-completion; otherwise add the line above to ~/.bashrc)',
    },
    { command: 'source <(distq completion zsh)', description: 'zsh, this shell only, after compinit' },
    {
      command: 'mkdir -p ~/.zfunc && distq completion zsh > ~/.zfunc/_distq',
      description: 'zsh, permanently; in ~/.zshrc, before compinit: fpath+=(~/.zfunc)',
    },
    { command: 'distq completion fish | source', description: 'fish, this shell only' },
    {
      command:
        'mkdir -p ~/.config/fish/completions && distq completion fish > ~/.config/fish/completions/distq.fish',
      description: 'fish, permanently',
    },
    {
      command: 'distq completion powershell | Out-String | Invoke-Expression',
      description: 'PowerShell, this shell only; permanently: add the line to the file $PROFILE',
    },
  ];
  static override args = {
    shell: Args.option({ options: shells })({
      name: 'SHELL',
      description: 'the shell',
      required: true,
      ignoreStdin: true,
    }),
  };
  protected override readonly onlyShows = true;

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Completion);
    const { completionScript } = await import('../../completion/completion-script.ts');
    const { describeProgram } = await import('./describe-program.ts');
    const script = completionScript(args.shell, await describeProgram(this.config));
    this.print<CompletionDocument>(flags.json, { shell: args.shell, script }, () => script);
  }
}
