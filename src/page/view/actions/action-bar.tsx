import { useState } from 'preact/hooks';
import type { PageAction } from '../../wire/plan-action.ts';
import { ActionButton } from './action-button.tsx';

const mostPosts = 100_000;

/** Actions on the whole lab. */
export function ActionBar({ hasMembers, refusal }: { hasMembers: boolean; refusal: string | null }) {
  const [count, setCount] = useState(10);
  const [text, setText] = useState('');
  const post: PageAction = text === '' ? { action: 'post', count } : { action: 'post', count, text };
  return (
    <section class="actions area-actions" aria-label="Actions">
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
      <label>
        Messages
        <input
          type="number"
          min="1"
          max={mostPosts}
          value={count}
          onInput={({ currentTarget: { valueAsNumber } }) => {
            setCount(Math.min(mostPosts, Math.max(1, Math.round(valueAsNumber) || 1)));
          }}
        />
      </label>
      <ActionButton action={post} label={`Post ${count}`} />
      {hasMembers && <ActionButton action={{ action: 'kill-owner' }} label="Kill the owner" />}
      {refusal !== null && (
        <p id="refusal" class="refusal">
          <b aria-hidden="true">⏸</b> {refusal}
        </p>
      )}
    </section>
  );
}
