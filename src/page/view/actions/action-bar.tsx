import { useState } from 'preact/hooks';
import type { SystemView } from '../../wire/page-state.ts';
import type { PostAction } from '../../wire/plan-action.ts';
import { ActionButton } from './action-button.tsx';
import { NumberField } from './number-field.tsx';

interface ActionBarProps {
  system: SystemView;
  /** Posts a second of the load; null: there is none. */
  loadPerSecond: number | null;
  /** Why nothing may be done; null: it may. */
  refusal: string | null;
}

/** Posts a second of a load without a number in the field. */
const usualLoad = 100;

/** Actions on the whole lab. */
export function ActionBar({ system, loadPerSecond, refusal }: ActionBarProps) {
  return (
    <section class="actions area-actions" aria-label="Actions">
      {system.canPost && <Posting loadPerSecond={loadPerSecond} />}
      {system.members.length > 0 && <ActionButton action={{ action: 'kill-owner' }} label="Kill the owner" />}
      {system.canIsolate && (
        <>
          <ActionButton action={{ action: 'isolate' }} label="Isolate the owner" />
          <ActionButton action={{ action: 'heal' }} label="Heal all links" />
        </>
      )}
      {refusal !== null && (
        <p id="refusal" class="refusal">
          <b aria-hidden="true">⏸</b> {refusal}
        </p>
      )}
    </section>
  );
}

/** A number of messages, or a load until it is stopped. */
function Posting({ loadPerSecond }: { loadPerSecond: number | null }) {
  const [text, setText] = useState('');
  const [wanted, setWanted] = useState<number | null>(10);
  const [rate, setRate] = useState<number | null>(null);
  const count = wanted ?? 1;
  const ratePerSecond = rate ?? usualLoad;
  const post: PostAction = {
    action: 'post',
    count,
    ...(text === '' ? {} : { text }),
    ...(rate === null || count === 1 ? {} : { ratePerSecond: rate }),
  };
  return (
    <>
      <label>
        Text
        <input
          type="text"
          value={text}
          placeholder="msg"
          maxLength={10_000}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
        />
      </label>
      <NumberField label="Messages" most={100_000} value={wanted} onChange={setWanted} />
      <NumberField label="Per second" most={5_000} value={rate} onChange={setRate} placeholder="no limit" />
      <ActionButton
        action={post}
        label={
          post.ratePerSecond === undefined ? `Post ${count}` : `Post ${count} at ${post.ratePerSecond}/s`
        }
      />
      {loadPerSecond === null ? (
        <ActionButton action={{ action: 'load', ratePerSecond }} label={`Start load (${ratePerSecond}/s)`} />
      ) : (
        <ActionButton action={{ action: 'stop-load' }} label={`Stop load (${loadPerSecond}/s)`} />
      )}
      <ActionButton action={{ action: 'get' }} label="Get" />
    </>
  );
}
