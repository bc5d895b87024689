import base from './base.css';
import colours from './colours.css';
import latency from './latency.css';
import media from './media.css';
import messages from './messages.css';
import steps from './steps.css';
import tables from './tables.css';
import timeline from './timeline.css';
import verdict from './verdict.css';

/** All styles of the pages; those for narrow screens and print come last because they override. */
export const pageStyles = [colours, base, verdict, tables, steps, timeline, latency, messages, media].join(
  '\n',
);
