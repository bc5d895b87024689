import type { MessageTrace, Trace, TracedStage } from '../../../protocol/trace/message-trace.ts';
import { knownTexts, outcomeTexts, stageText } from '../../../protocol/trace/trace-texts.ts';
import { clockTime } from '../tables/clock-time.ts';

interface MessageWayProps {
  message: MessageTrace;
  trace: Trace;
  isOpen: boolean;
}

/** Outcomes are told by a sign and words, not by colour alone. */
const looks: Record<MessageTrace['outcome'], { look: string; sign: string }> = {
  shown: { look: 'good', sign: '✓' },
  recorded: { look: 'doubt', sign: '?' },
  pending: { look: 'doubt', sign: '…' },
  offered: { look: 'doubt', sign: '…' },
  refused: { look: 'bad', sign: '✕' },
  logged: { look: 'doubt', sign: '?' },
  unknown: { look: 'doubt', sign: '?' },
};

/** The stages of a message in their order, then where it is and what cannot be known of it. */
export function MessageWay({ message, trace, isOpen }: MessageWayProps) {
  const { uuid, text, outcome, stages } = message;
  const { look, sign } = looks[outcome];
  return (
    <details class="way" data-uuid={uuid} open={isOpen}>
      <summary>
        {text === null ? '(text unknown)' : <span class="message">{text}</span>}{' '}
        <span class={`badge ${look}`}>
          <span aria-hidden="true">{sign}</span> {outcomeTexts[outcome]}
        </span>{' '}
        <code class="quiet">{uuid}</code>
      </summary>
      {stages.length === 0 && <p class="quiet">No service keeps a stage of it.</p>}
      <ol class="stages" aria-label="Stages">
        {stages.map((stage, index) => (
          <StageRow key={index} stage={stage} />
        ))}
      </ol>
      <ul class="known" aria-label="Where it is, and what is not known">
        {knownTexts(message, trace, clockTime).map((known) => (
          <li key={known}>{known}</li>
        ))}
      </ul>
    </details>
  );
}

function StageRow({ stage }: { stage: TracedStage }) {
  const { at, offsetMs, instance } = stage;
  return (
    <li data-stage={stage.stage}>
      <time dateTime={at}>{clockTime(at)}</time>{' '}
      <span class="offset">{offsetMs === 0 ? '0' : `+${offsetMs.toFixed(3)}`} ms</span>{' '}
      <span class="instance">{instance}</span> <strong>{stageText(stage)}</strong>
    </li>
  );
}
