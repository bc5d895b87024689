import base from './base.css';
import colours from './colours.css';
import latency from './latency.css';
import media from './media.css';
import messages from './messages.css';
import steps from './steps.css';
import tables from './tables.css';
import timeline from './timeline.css';
import verdict from './verdict.css';

/** All that the pages need; narrow screens and paper last, since they overrule. */
export const pageStyles = [colours, base, verdict, tables, steps, timeline, latency, messages, media].join(
  '\n',
);
