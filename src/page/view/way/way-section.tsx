import { useRef, useState } from 'preact/hooks';
import { traceCommand } from '../../wire/plan-action.ts';
import type { PageActions } from '../actions/page-actions.ts';
import { askWay, foundText, type WayAnswer } from './ask-way.ts';
import { FoundWay } from './found-way.tsx';
import { ReadLists } from './read-lists.tsx';

/** Services keep 200 characters of a text. */
const mostCharacters = 1_000;

interface WaySectionProps {
  actions: PageActions;
  session: string;
}

/** Searches a message, and shows what became of it; below, what the last `get` read. */
export function WaySection({ actions, session }: WaySectionProps) {
  const [message, setMessage] = useState('');
  const [isAsking, setIsAsking] = useState(false);
  const [answer, setAnswer] = useState<WayAnswer>();
  /** The answer to an earlier question may come later. */
  const question = useRef(0);
  const { read } = actions.view;

  async function search(wanted: string): Promise<void> {
    if (wanted === '') return;
    question.current += 1;
    const { current } = question;
    setIsAsking(true);
    await actions.track(traceCommand(wanted, session), async () => {
      const told = await askWay(wanted);
      if (current === question.current) {
        setAnswer(told);
        setIsAsking(false);
      }
      return 'trace' in told ? { ok: true, text: foundText(told.trace) } : { ok: false, text: told.refusal };
    });
  }

  return (
    <section class="area-way" aria-labelledby="way-title">
      <h2 id="way-title">A message’s way</h2>
      <form
        class="way-search"
        role="search"
        aria-label="A message"
        onSubmit={(event) => {
          event.preventDefault();
          void search(message);
        }}
      >
        <label>
          Whole text, or UUID
          <input
            type="search"
            value={message}
            maxLength={mostCharacters}
            onInput={({ currentTarget }) => {
              setMessage(currentTarget.value);
            }}
          />
        </label>
        <button type="submit" aria-disabled={message === ''}>
          Show its way
        </button>
      </form>
      <div class="way-found" aria-busy={isAsking}>
        {answer !== undefined && 'trace' in answer && <FoundWay trace={answer.trace} />}
        {answer !== undefined && 'refusal' in answer && <p class="refusal">{answer.refusal}</p>}
        {answer === undefined && (
          <p class="quiet">
            {isAsking
              ? 'The services are asked…'
              : 'When a message was posted, logged, received and shown, and by which process.'}
          </p>
        )}
      </div>
      {read !== undefined && (
        <ReadLists
          read={read}
          onChoose={(text) => {
            setMessage(text);
            void search(text);
          }}
        />
      )}
    </section>
  );
}
