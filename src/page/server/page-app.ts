import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { failureFromError } from '../../control/remote-failure.ts';
import { withJoinedSignal } from '../../foundation/async/joined-signal.ts';
import { DistqError, UsageError } from '../../foundation/errors/errors.ts';
import { requestGuard } from '../../services/http/request-guard.ts';
import { parseEventId } from '../wire/page-message.ts';
import { commandOf, planAction } from '../wire/plan-action.ts';
import { actionSchema } from './action-schema.ts';
import { findTrace } from './find-trace.ts';
import type { PageAccess } from './page-access.ts';
import { send, sendJson, sendReport } from './page-answers.ts';
import { documents, welcome } from './page-documents.ts';
import { PageFeed } from './page-feed.ts';
import { PagePoster } from './page-poster.ts';
import { pastRuns, reportOf } from './past-runs.ts';
import { performAction } from './perform-action.ts';
import { PageRunner } from './run/page-runner.ts';
import { runnableScenarios } from './run/runnable-scenarios.ts';
import { readJsonBody } from './read-json-body.ts';
import { sendEvents } from './send-events.ts';
import type { WatchedLab } from '../watch/watched-lab.ts';
import { watchSession } from '../watch/watch-session.ts';

export interface PageApp {
  handle: (request: IncomingMessage, response: ServerResponse) => void;
  endRun: () => Promise<void>;
  close: () => void;
}

/** Answers the requests of the page; apart from listening, and loaded with the first request. */
export function createPageApp(lab: WatchedLab, access: PageAccess, host: string): PageApp {
  const judge = requestGuard(host);
  const ending = new AbortController();
  const feed = new PageFeed({
    watch: (report, signal) => {
      watchSession({
        lab,
        posts: () => poster.counts,
        report: (change) => {
          report(change);
          // Its messages would be unexpected in the evidence of a run.
          if (change.kind === 'system' && change.system.heldBy !== null) poster.stopLoad();
        },
        signal,
      });
      signal.addEventListener('abort', () => {
        poster.stopLoad();
      });
    },
  });
  const poster = new PagePoster((change) => {
    feed.report(change);
  }, ending.signal);
  const runner = new PageRunner({
    program: lab.program(['serve', 'run']),
    directory: lab.directory,
    run: () => feed.state.run,
    report: (change) => {
      feed.report(change);
    },
  });

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const refusal = judge(request);
    if (refusal !== undefined) {
      sendJson(response, refusal.status, { error: refusal.error });
      return;
    }
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    const token = searchParams.get('token');
    if (pathname === '/' && token !== null && access.isToken(token)) send(response, welcome(access.cookie));
    else if (!access.letsIn(request))
      send(response, {
        status: 403,
        type: 'text/plain',
        body: 'Access denied: the token is missing or wrong. Open the address that `distq page --print` prints.\n',
      });
    else route(request, response, pathname, searchParams);
  }

  function route(
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ): void {
    const document = Object.hasOwn(documents, path) ? documents[path] : undefined;
    if (request.method === 'GET' && document !== undefined) send(response, document);
    else if (request.method === 'GET' && path === '/events') {
      const last = request.headers['last-event-id'] ?? query.get('after') ?? '';
      void sendEvents(response, (signal) => feed.follow(parseEventId(String(last)), signal));
    } else if (request.method === 'GET' && (path === '/runs' || path.startsWith('/runs/')))
      void showRuns(response, path);
    else if (request.method === 'GET' && path === '/trace') void showTrace(response, query);
    else if (request.method === 'GET' && path === '/scenarios') void showScenarios(response);
    else if (request.method === 'POST' && path === '/actions') void act(request, response);
    else sendJson(response, 404, { error: `Not Found: '${path}'` });
  }

  async function showRuns(response: ServerResponse, path: string): Promise<void> {
    const run = path.slice('/runs/'.length);
    if (run === '') {
      sendJson(response, 200, { runs: await pastRuns(lab.runs) });
      return;
    }
    const report = await reportOf(lab.runs, run);
    if (report === undefined) sendJson(response, 404, { error: `Not Found: '${path}'` });
    else sendReport(response, report);
  }

  async function showTrace(response: ServerResponse, query: URLSearchParams): Promise<void> {
    try {
      const trace = await withJoinedSignal({ signals: [ending.signal, goneSignal(response)] }, (signal) =>
        findTrace(lab.session(), query, signal),
      );
      sendJson(response, 200, trace);
    } catch (error) {
      refuse(response, error);
    }
  }

  async function showScenarios(response: ServerResponse): Promise<void> {
    try {
      const { session } = await lab.session().status();
      const program = lab.program(['serve', 'scenarios', session]);
      sendJson(response, 200, { scenarios: await runnableScenarios(program, ending.signal) });
    } catch (error) {
      refuse(response, error);
    }
  }

  async function act(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const action = parseAction(await readJsonBody(request));
      const session = lab.session();
      const command = commandOf(action, (await session.status()).session);
      const event = (text: string, kind: 'action' | 'failure') => {
        feed.report({
          kind: 'event',
          event: { at: new Date().toISOString(), name: null, text, kind, fault: null },
        });
      };
      const { request: asked } = planAction(action);
      // What these do is told by the run.
      const isTold = asked.ask !== 'next' && asked.ask !== 'dismiss-run';
      if (isTold) event(command, 'action');
      // A load ends with the watching, also if no browser has looked yet.
      if (action.action === 'load') feed.watchForAWhile();
      const { signal } = ending;
      const performed = await performAction(session, asked, { poster, runner, signal });
      if (isTold) event(performed.done, 'action');
      sendJson(response, 200, { command, ...performed });
    } catch (error) {
      refuse(response, error);
    }
  }

  return {
    handle,
    endRun: () => runner.end(),
    close: () => {
      ending.abort();
      feed.close();
    },
  };
}

function refuse(response: ServerResponse, error: unknown): void {
  sendJson(response, error instanceof DistqError ? 422 : 500, failureFromError(error));
}

/** Aborts when the browser waits for the answer no longer. */
function goneSignal(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.once('close', () => {
    gone.abort();
  });
  return gone.signal;
}

function parseAction(body: unknown) {
  const { success, data, error } = actionSchema.safeParse(body);
  if (success) return data;
  throw new UsageError(`invalid action: ${z.prettifyError(error)}`);
}
