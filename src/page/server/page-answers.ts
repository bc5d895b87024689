import type { ServerResponse } from 'node:http';

/** Nothing from elsewhere is loaded or run, and no other page may show this one in a frame. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers = {
  'content-security-policy': policy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export interface Answer {
  status: number;
  type: string;
  body: string;
  cookie?: string;
}

export function send(response: ServerResponse, { status, type, body, cookie }: Answer): void {
  response.writeHead(status, {
    ...headers,
    'content-type': `${type}; charset=utf-8`,
    ...(cookie === undefined ? {} : { 'set-cookie': cookie }),
  });
  response.end(body);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  send(response, { status, type: 'application/json', body: JSON.stringify(value) });
}

/**
 * A report of a run, in a sandbox: it cannot act in the name of the page, whatever is in it. Its own policy says which
 * script of it may run.
 */
const reportPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function sendReport(response: ServerResponse, html: string): void {
  response.writeHead(200, {
    ...headers,
    'content-security-policy': reportPolicy,
    'content-type': 'text/html; charset=utf-8',
  });
  response.end(html);
}

/** Begins a stream of server-sent events. */
export function beginEvents(response: ServerResponse): void {
  response.writeHead(200, { ...headers, 'content-type': 'text/event-stream' });
}
