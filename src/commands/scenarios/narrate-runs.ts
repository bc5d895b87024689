import type { ChalkInstance } from 'chalk';
import { describeChoice } from '../../broker/contract/runtime-choice.ts';
import type { BatchOptions } from '../../scenario/run/run-batch.ts';
import { renderRunLine } from '../views/batch-view.ts';
import { progress, storyHooks } from './narrate-steps.ts';
import { renderVerdict } from '../views/verdict-view.ts';

/**
 * Prints runs as they happen: a single run step by step; several runs in one line each, and in full if not passed. With
 * --json only the document goes to standard output.
 */
export function toldRuns(
  { json, pause, brief }: Parameters<typeof storyHooks>[0] & { brief: boolean },
  interrupted: AbortSignal,
  colours: ChalkInstance,
): Pick<
  BatchOptions,
  'onProgress' | 'onRuntime' | 'onRun' | 'onVerdict' | 'onBroken' | 'onStep' | 'onStepDone'
> {
  const say = (text: string): void => {
    if (!json) process.stdout.write(text);
  };
  let number = 0;
  let toldRuntime = '';
  return {
    ...(brief ? {} : storyHooks({ json, pause }, interrupted)),
    onProgress: (text) => {
      // Only the first start may have to download Hazelcast.
      if (!brief || number <= 1) progress(text);
    },
    onRuntime: (choice) => {
      // Printed once, and again when it changes.
      const described = describeChoice(choice);
      if (described !== toldRuntime) progress(`runtime: ${described}`);
      toldRuntime = described;
    },
    onRun: (run) => {
      number = run.number;
      const count = run.of === 1 ? '' : `[${run.number}/${run.of}] `;
      if (brief) say(`${count}${run.scenario.name} ${colours.dim(`seed ${run.seed}`)} … `);
      else {
        const title = colours.bold.underline(`${count}${run.scenario.name}: ${run.scenario.title}`);
        say(`\n${title}  ${colours.dim(`seed ${run.seed}`)}\n`);
      }
    },
    onBroken: (broken) => {
      if (brief) say(renderRunLine(broken, colours));
      say(`\n${colours.red('✖ no verdict')}: ${broken.error}\n`);
    },
    onVerdict: (document, folder) => {
      if (brief) say(renderRunLine(document, colours));
      if (!brief || document.verdict !== 'passed')
        say(renderVerdict(document, { directory: folder, reported: true }, colours));
    },
  };
}
