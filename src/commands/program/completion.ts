import { Args } from '@oclif/core';
import { shells } from '../../completion/shells.ts';
import { BaseCommand } from '../frame/base.ts';
import type { CompletionDocument } from '../frame/documents.ts';

export class Completion extends BaseCommand {
  static override description = [
    'Prints a script by which a shell completes commands, flags, their values, files, and the names of topologies, scenarios, sessions, and',
    'parts of the running session. It is made for the name distq, and calls no program when a key is pressed. After an update of distq print it anew.',
  ].join(' ');
  static override examples = [
    { command: 'eval "$(distq completion bash)"', description: 'bash, this shell only' },
    {
      command:
        'mkdir -p ~/.local/share/bash-completion/completions && distq completion bash > ~/.local/share/bash-completion/completions/distq',
      description:
        'bash, for good (with the package bash-completion; else put the line above into ~/.bashrc)',
    },
    { command: 'source <(distq completion zsh)', description: 'zsh, this shell only, after compinit' },
    {
      command: 'mkdir -p ~/.zfunc && distq completion zsh > ~/.zfunc/_distq',
      description: 'zsh, for good; in ~/.zshrc, before compinit: fpath+=(~/.zfunc)',
    },
    { command: 'distq completion fish | source', description: 'fish, this shell only' },
    {
      command:
        'mkdir -p ~/.config/fish/completions && distq completion fish > ~/.config/fish/completions/distq.fish',
      description: 'fish, for good',
    },
    {
      command: 'distq completion powershell | Out-String | Invoke-Expression',
      description: 'PowerShell, this shell only; for good: put the line into the file that $PROFILE names',
    },
  ];
  static override args = {
    shell: Args.option({ options: shells })({
      name: 'SHELL',
      description: 'for which shell',
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
