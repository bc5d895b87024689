import type { MessageTrace, Trace } from '../../../protocol/trace/message-trace.ts';
import { unknownTexts } from '../../../protocol/trace/trace-texts.ts';
import { clockTime } from '../tables/clock-time.ts';
import { MessageWay } from './message-way.tsx';

/** The way of each message that was found, the newest first; or since when each service would know it. */
export function FoundWay({ trace }: { trace: Trace }) {
  const { asked, messages, omitted } = trace;
  if (messages.length === 0)
    return (
      <>
        <p>
          Nothing is known of <code class="message">{'uuid' in asked ? asked.uuid : asked.text}</code>.
        </p>
        <ul class="known">
          {unknownTexts(trace, clockTime).map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </>
    );
  return (
    <>
      {messages.map((message: MessageTrace, index) => (
        <MessageWay key={message.uuid} message={message} trace={trace} isOpen={index === 0} />
      ))}
      {omitted > 0 && <p class="quiet">and {omitted} older messages with this text</p>}
    </>
  );
}
