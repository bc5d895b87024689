import type { ReadMessages, ReadPart } from '../../wire/read-messages.ts';

interface ReadListsProps {
  read: ReadMessages;
  /** A text was chosen: its way is to be shown. */
  onChoose: (text: string) => void;
}

/** What `get` read: how many messages, and the last of them. */
export function ReadLists({ read, onChoose }: ReadListsProps) {
  return (
    <div class="read-lists">
      <ReadList title="logged" part={read.logging} onChoose={onChoose} />
      <ReadList title="received" part={read.messages} onChoose={onChoose} />
    </div>
  );
}

interface ReadListProps {
  title: string;
  part: ReadPart;
  onChoose: (text: string) => void;
}

function ReadList({ title, part: { instance, count, texts }, onChoose }: ReadListProps) {
  return (
    <section aria-label={`Messages that ${instance} returned`}>
      <h3>
        {instance}: {count} {title}
      </h3>
      {texts.length < count && <p class="quiet">The last {texts.length} of them:</p>}
      <ul data-read={title}>
        {texts.map((text, index) => (
          <li key={index}>
            <button
              type="button"
              class="link"
              title="Show its way"
              onClick={() => {
                onChoose(text);
              }}
            >
              {text === '' ? '(empty)' : text}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
