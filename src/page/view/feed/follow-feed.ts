import { isPageMessage } from '../../wire/page-message.ts';
import type { PageStore } from './page-store.ts';

/** The lab is looked at twice a second, so a silence this long means that the connection is dead (a laptop slept). */
const silenceMs = 8_000;
const againMs = 1_000;

/** Applies what the stream says, and opens it again after every end, from where it was. */
export function followFeed(store: PageStore): void {
  let timer: number | undefined;
  let source: EventSource | undefined;

  function open(): void {
    source?.close();
    const after = store.last === undefined ? '' : `?after=${encodeURIComponent(store.last)}`;
    const opened = new EventSource(`/events${after}`);
    source = opened;
    opened.onmessage = ({ data }) => {
      if (source !== opened) return;
      const message: unknown = JSON.parse(String(data));
      if (isPageMessage(message) && !store.apply(message)) open();
      else openAgainAfter(silenceMs);
    };
    opened.onerror = () => {
      store.disconnected();
      openAgainAfter(againMs);
    };
    openAgainAfter(silenceMs);
  }

  function openAgainAfter(ms: number): void {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      store.disconnected();
      open();
    }, ms);
  }

  open();
}
