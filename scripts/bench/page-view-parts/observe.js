/**
 * Runs in the page, before its own script: keeps long tasks, and how old lines and events are when they are drawn. A
 * string, since it is no code of this program.
 */
export const observe = `(() => {
  const kept = { longTasks: [], lineAges: [], eventAges: [] };
  let shown;
  let isOn = false;
  new PerformanceObserver((list) => {
    if (isOn) for (const { duration } of list.getEntries()) kept.longTasks.push(duration);
  }).observe({ type: 'longtask', buffered: true });
  let newestEvent;
  let newestLine;
  new MutationObserver(() => {
    shown ??= document.querySelector('#processes tbody tr') === null ? undefined : performance.now();
    if (!isOn) return;
    const now = Date.now();
    const event = document.querySelector('#events li time')?.dateTime;
    if (event !== undefined && event !== newestEvent) kept.eventAges.push(now - Date.parse(event));
    newestEvent = event;
    const rows = document.querySelectorAll('#logs .log-row');
    const line = rows[rows.length - 1]?.textContent ?? '';
    const [, hours, minutes, seconds, ms] = /^(\\d\\d):(\\d\\d):(\\d\\d)\\.(\\d{3}).* printed/.exec(line) ?? [];
    if (hours === undefined || line === newestLine) return;
    newestLine = line;
    kept.lineAges.push(now - new Date(now).setHours(hours, minutes, seconds, ms));
  }).observe(document, { childList: true, subtree: true, characterData: true });
  window.pageView = {
    kept,
    begin: () => { isOn = true; },
    // A click asks, the next one acts.
    restart: (name) => {
      const click = () => document.querySelector('[data-process="' + name + '"] button:nth-child(2)').click();
      click();
      setTimeout(click, 300);
    },
    paints: () => ({
      paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1,
      shown: shown ?? -1,
    }),
  };
})()`;
