import { render } from 'preact';
import { PageActions } from './actions/page-actions.ts';
import { App } from './app.tsx';
import { followFeed } from './feed/follow-feed.ts';
import { PageStore } from './feed/page-store.ts';

const place = document.getElementById('page');
if (place !== null) {
  const store = new PageStore();
  const actions = new PageActions(() => {
    store.drawSoon();
  });
  store.onChange((view) => {
    render(<App view={view} actions={actions} />, place);
  });
  followFeed(store);
}
