import { plotStyles, script } from 'page:bundle';
import { pageStyles } from '../../report/styles/page-styles.ts';
import { liveStyles } from './styles/live-styles.ts';
import type { Answer } from './page-answers.ts';

const shell = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>distq</title><link rel="stylesheet" href="/page.css"></head>
<body><div id="page"><main><p>Loading…</p><noscript><p>This page needs JavaScript; \`distq status --watch\` shows the same.</p></noscript></main></div>
<script src="/page.js"></script></body></html>
`;

/** The files of the page, by path. */
export const documents: Readonly<Record<string, Answer>> = {
  '/': { status: 200, type: 'text/html', body: shell },
  '/page.js': { status: 200, type: 'text/javascript', body: script },
  '/page.css': {
    status: 200,
    type: 'text/css',
    body: [pageStyles, plotStyles, liveStyles].join('\n'),
  },
};

/**
 * Answers the first address. A redirect would not do: after a link of another site browsers do not send the new cookie
 * with it.
 */
export function welcome(cookie: string): Answer {
  const body =
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><title>distq</title></head><body></body></html>';
  return { status: 200, type: 'text/html', body, cookie };
}
