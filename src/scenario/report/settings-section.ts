import { evidenceFiles } from '../evidence/evidence.ts';
import { facts } from '../../report/elements.ts';
import { markup, type Markup } from '../../report/markup.ts';
import { repeatCommand, type ReportedRun } from './reported-run.ts';
import { duration, number } from '../../report/quantities.ts';

/** The environment and settings of the run, and how to repeat it and judge it again. */
export function settingsSection({ document }: ReportedRun): Markup {
  const { settings } = document;
  return markup`<section id="settings" aria-labelledby="settings-title"><h2 id="settings-title">Settings</h2>
${facts([
  ['distq', settings.distq],
  ['Node.js', settings.node],
  ['broker', settings.broker],
  ['platform', settings.platform],
  ['topology', settings.topology],
  ['runtime of the members', settings.runtime],
  ['delivery', settings.delivery],
  ['members', number(settings.members)],
  ['backups of the queue', number(settings.queueBackups)],
  ['backups of the map', number(settings.mapBackups)],
  ['seed', String(settings.seed)],
  ['began', document.startedAt],
  ['took', duration(document.durationMs)],
])}
<h3>Repeat it</h3><pre><code>${repeatCommand(document)}</code></pre>
<h3>Judge it again</h3><p>The verdict follows only from <a href="${evidenceFiles.record}">${evidenceFiles.record}</a> and <a href="${evidenceFiles.journal}">${evidenceFiles.journal}</a> beside this page. In the folder of this page:</p><pre><code>distq verify .</code></pre>
<p>The verdict for programs: <a href="report.json">report.json</a>; for build servers: <a href="junit.xml">junit.xml</a>.</p></section>`;
}
