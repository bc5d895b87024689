import { markup, jsonForScript, type Markup } from '../../report/markup.ts';
import { messageFates, type MessageFate } from './message-fates.ts';
import type { ReportedRun } from './reported-run.ts';
import { visibleText } from '../../report/visible-text.ts';
import { shortText } from '../../foundation/text/short-text.ts';
import { count, number } from '../../report/quantities.ts';

/** Longer texts are shortened in the page; the journal has the full texts. */
const mostCharacters = 400;

/** The fate of every message, shown on demand by message-table.client.js. */
export function messagesSection(run: ReportedRun): Markup {
  const all = messageFates(run);
  const timed = all.some(({ latencyMs }) => latencyMs !== null);
  const fates = tally(all.flatMap(({ fates }) => fates));
  return markup`<section id="messages" aria-labelledby="messages-title"><h2 id="messages-title">Messages</h2>
<details id="message-details"><summary>Every message's fate: ${count(all.length, 'message')}</summary>
<noscript><p>The table needs JavaScript. The same data is in journal.jsonl and evidence.json beside this page.</p></noscript>
<form id="message-filter" role="search">
<label>Search <input type="search" name="text" placeholder="text, uuid or instance" autocomplete="off"></label>
<label>Fate <select name="fate"><option value="">all</option>${[...fates].map(
    ([name, times]) => markup`<option value="${name}">${name} (${number(times)})</option>`,
  )}</select></label>
</form>
<p id="message-count" class="quiet" aria-live="polite"></p>
<div class="scroll" role="region" tabindex="0" aria-label="Every message's fate"><table id="message-table"><thead><tr>
<th scope="col" class="word">text</th><th scope="col" class="word">fate</th><th scope="col" class="word">answer</th>${timed && markup`<th scope="col" class="number">latency</th><th scope="col" class="number">answered at</th>`}<th scope="col" class="word">received by</th><th scope="col" class="word">uuid</th>
</tr></thead><tbody></tbody></table></div>
<p class="pages"><button type="button" data-page="first">First</button> <button type="button" data-page="previous">Previous</button> <span id="message-page"></span> <button type="button" data-page="next">Next</button> <button type="button" data-page="last">Last</button></p>
</details>
<script type="application/json" id="message-data">${jsonForScript(compact(all, [...fates.keys()], timed))}</script></section>`;
}

/** Repeated words are stored as indexes into lists, so that a hundred thousand messages take only a few megabytes. */
function compact(all: readonly MessageFate[], fates: readonly string[], timed: boolean) {
  const instances = [...new Set(all.flatMap(({ receivedBy }) => receivedBy))].sort();
  const outcomes = [...new Set(all.map(({ outcome }) => outcome))];
  const [fateAt, instanceAt, outcomeAt] = [indexOf(fates), indexOf(instances), indexOf(outcomes)];
  return {
    timed,
    fates,
    instances,
    outcomes,
    rows: all.map((message) => [
      shortText(visibleText(message.msg), mostCharacters),
      message.fates.map((name) => fateAt.get(name)),
      outcomeAt.get(message.outcome),
      message.latencyMs === null ? null : Math.round(message.latencyMs * 100) / 100,
      message.answeredAtMs === null ? null : Math.round(message.answeredAtMs),
      message.receivedBy.map((name) => instanceAt.get(name)),
      message.uuid,
    ]),
  };
}

function indexOf<T>(values: readonly T[]): Map<T, number> {
  return new Map(values.map((value, index) => [value, index]));
}

function tally(words: readonly string[]): Map<string, number> {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}
