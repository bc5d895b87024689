import actions from './live-actions.css';
import charts from './live-charts.css';
import frame from './live-frame.css';
import layout from './live-layout.css';
import logs from './live-logs.css';
import past from './live-past.css';
import picture from './live-picture.css';
import run from './live-run.css';
import tables from './live-tables.css';
import way from './live-way.css';

/** The styles of the live page, over those of the reports; the layout comes last because it overrides. */
export const liveStyles = [frame, actions, run, picture, charts, tables, way, past, logs, layout].join('\n');
