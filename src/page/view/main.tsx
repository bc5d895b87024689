import { render } from 'preact';
import { App } from './app.tsx';
import { PageStore } from './page-store.ts';
import { followFeed } from './follow-feed.ts';

const place = document.getElementById('page');
if (place !== null) {
  const store = new PageStore();
  followFeed(store);
  store.onChange((view) => {
    render(<App view={view} />, place);
  });
}
