// Runs in the reader's browser: shows the messages of the page's data, filtered and paged.
(() => {
  const pageSize = 100;
  const details = document.getElementById('message-details');
  const form = document.getElementById('message-filter');
  const body = document.querySelector('#message-table tbody');
  const total = document.getElementById('message-count');
  const position = document.getElementById('message-page');
  const buttons = document.querySelectorAll('[data-page]');
  let data;
  let found = [];
  let page = 0;
  let timer;

  const read = () => {
    if (data !== undefined) return;
    data = JSON.parse(document.getElementById('message-data').textContent);
    // The search text of each row, built once.
    data.words = data.rows.map(([text, , , , , receivedBy, uuid]) =>
      [text, uuid ?? '', ...receivedBy.map((index) => data.instances[index])].join(' ').toLowerCase(),
    );
  };

  const search = () => {
    read();
    // Apply the pending search now, so that it does not reset the page later.
    clearTimeout(timer);
    const text = form.elements.text.value.trim().toLowerCase();
    const fate = data.fates.indexOf(form.elements.fate.value);
    found = [];
    data.rows.forEach((row, index) => {
      if (fate >= 0 && !row[1].includes(fate)) return;
      if (text === '' || data.words[index].includes(text)) found.push(row);
    });
    page = 0;
    show();
  };

  const show = () => {
    const last = Math.max(0, Math.ceil(found.length / pageSize) - 1);
    page = Math.min(Math.max(page, 0), last);
    body.replaceChildren(...found.slice(page * pageSize, (page + 1) * pageSize).map(rowOf));
    total.textContent = `${found.length.toLocaleString('en')} of ${data.rows.length.toLocaleString('en')} messages`;
    position.textContent = `page ${(page + 1).toLocaleString('en')} of ${(last + 1).toLocaleString('en')}`;
    for (const button of buttons) {
      const back = button.dataset.page === 'first' || button.dataset.page === 'previous';
      button.disabled = back ? page === 0 : page === last;
    }
  };

  const rowOf = ([text, fates, outcome, latency, answeredAt, receivedBy, uuid]) => {
    const row = document.createElement('tr');
    const message = document.createElement('bdi');
    message.className = 'message';
    message.textContent = text;
    row.append(
      cell('th', 'word', text === '' ? '(empty)' : message),
      cell('td', 'word', fates.map((index) => data.fates[index]).join(', ')),
      cell('td', 'word', data.outcomes[outcome] ?? 'never attempted'),
      ...(data.timed
        ? [
            cell('td', 'number', latency === null ? '–' : `${latency.toFixed(1)} ms`),
            cell('td', 'number', answeredAt === null ? '–' : `${(answeredAt / 1000).toFixed(3)} s`),
          ]
        : []),
      cell('td', 'word instances', receivedBy.map((index) => data.instances[index]).join(', ') || '–'),
      cell('td', 'word uuid', uuid ?? 'none'),
    );
    return row;
  };

  // Always as text: a posted message must not become markup here.
  const cell = (name, className, content) => {
    const element = document.createElement(name);
    element.className = className;
    if (name === 'th') element.scope = 'row';
    element.append(content);
    return element;
  };

  details.addEventListener('toggle', () => {
    if (details.open && data === undefined) search();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(search, 120);
  });
  for (const button of buttons) {
    button.addEventListener('click', () => {
      const last = Math.ceil(found.length / pageSize) - 1;
      page = { first: 0, previous: page - 1, next: page + 1, last }[button.dataset.page];
      show();
    });
  }
  for (const link of document.querySelectorAll('[data-fate]')) {
    link.addEventListener('click', () => {
      form.elements.text.value = '';
      form.elements.fate.value = link.dataset.fate;
      details.open = true;
      search();
      document.getElementById('messages').scrollIntoView();
      details.querySelector('summary').focus();
    });
  }
})();
