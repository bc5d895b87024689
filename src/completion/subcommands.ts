import type { ProgramDescription, Word } from '../foundation/text/command-description.ts';

/** The words that may follow: nothing (''), or a topic. */
export function subcommands({ commands, topics }: ProgramDescription, topic: string): Word[] {
  if (topic !== '') {
    return commands
      .filter(({ words }) => words.startsWith(`${topic} `))
      .map(({ words, summary }) => ({ word: words.slice(topic.length + 1), description: summary }));
  }
  return [
    ...commands
      .filter(({ words }) => !words.includes(' '))
      .map(({ words, summary }) => ({ word: words, description: summary })),
    ...topics.map(({ name, description }) => ({ word: name, description })),
    { word: 'help', description: 'Show the help of a command' },
  ];
}
