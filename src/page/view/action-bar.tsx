import { useState } from 'preact/hooks';
import { commandOf, type PageAction } from '../wire/plan-action.ts';
import type { SystemView } from '../wire/page-state.ts';
import { ActionButton } from './action-button.tsx';

/** Actions on the whole lab. */
export function ActionBar({ system }: { system: SystemView }) {
  const [count, setCount] = useState(10);
  const post: PageAction = { action: 'post', count };
  const killOwner: PageAction = { action: 'kill-owner' };
  const { heldBy, session } = system;
  return (
    <section class="actions" aria-label="Actions">
      <label>
        messages
        <input
          type="number"
          min="1"
          max="100000"
          value={count}
          onInput={({ currentTarget }) => {
            setCount(Math.max(1, Math.round(currentTarget.valueAsNumber) || 1));
          }}
        />
      </label>
      <ActionButton action={post} session={session} heldBy={heldBy} label={`Post ${count}`} />
      {system.members.length > 0 && (
        <ActionButton action={killOwner} session={session} heldBy={heldBy} label="Kill the owner" />
      )}
      <p class="quiet commands">
        <code>{commandOf(post, session)}</code> <code>{commandOf(killOwner, session)}</code>
      </p>
      {heldBy !== null && <p>{heldBy}: nothing else may change it now.</p>}
    </section>
  );
}
