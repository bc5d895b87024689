import type { Deadline } from '../deadline.ts';
import type { Message } from '../message.ts';
import type { Delivery, Outcome } from './delivery.ts';
import { fittingMessages } from './fitting-messages.ts';
import { GroupWriter } from './group-writer.ts';
import type { LogResult, MessageLogger } from './log-client.ts';

// Far more than a write takes, far less than a frozen instance or member does.
const patienceMs = 100;

/** The same log, written in groups. */
export function groupedLog(log: MessageLogger): MessageLogger {
  const writer = new GroupWriter<Message, LogResult>({
    write: (messages) => log.log(messages),
    fitting: fittingMessages,
    patienceMs,
  });
  return { log: (messages) => writer.write(messages) };
}

interface Errand {
  message: Message;
  deadline: Deadline;
}

/** The same delivery, in groups. */
export function groupedDelivery(delivery: Delivery): Delivery {
  const writer = new GroupWriter<Errand, Outcome>({
    write: (errands) => {
      const deadline = soonest(errands);
      return delivery.deliver(
        errands.map(({ message }) => message),
        deadline,
      );
    },
    fitting: (errands) => fittingMessages(errands.map(({ message }) => message)),
    patienceMs,
  });
  return {
    deliver: (messages, deadline) => writer.write(messages.map((message) => ({ message, deadline }))),
    taken: (messages, deadline) => delivery.taken(messages, deadline),
  };
}

function soonest([first, ...others]: readonly Errand[]): Deadline {
  if (first === undefined) throw new Error('an empty group');
  return others.reduce(
    (least, { deadline }) => (deadline.leftMs < least.leftMs ? deadline : least),
    first.deadline,
  );
}
