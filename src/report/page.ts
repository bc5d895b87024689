import { createHash } from 'node:crypto';
import { Markup, markup, type Insertable } from './markup.ts';
import { pageStyles } from './styles/page-styles.ts';

export interface PageParts {
  title: string;
  body: Insertable;
  /** Runs at the end of the page. */
  script?: string;
}

/**
 * A whole page in one file that needs no network. Its policy lets the browser run only the page's own script and load
 * nothing, so injected markup has no effect.
 */
export function page({ title, body, script }: PageParts): string {
  const allowed = script === undefined ? '' : `; script-src 'sha256-${sha256(script)}'`;
  const policy = `default-src 'none'; style-src 'sha256-${sha256(pageStyles)}'; base-uri 'none'; form-action 'none'${allowed}`;
  const { text } = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${title}</title><style>${new Markup(pageStyles)}</style></head>
<body>${body}
${script !== undefined && markup`<script>${new Markup(script)}</script>`}</body></html>
`;
  return text;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
