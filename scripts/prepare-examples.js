// npm run examples:prepare [-- LANGUAGE…]: installs or compiles what the examples need (examples/README.md). Says why one cannot be
// prepared on this machine, and exits with 1 then.
import { languages, prepareExample } from './shared/prepare-example.js';

const wanted = process.argv.slice(2);
for (const language of languages) {
  if (wanted.length > 0 && !wanted.includes(language)) continue;
  const reason = prepareExample(language);
  console.log(`${language}: ${reason === undefined ? 'prepared' : `cannot be prepared: ${reason}`}`);
  if (reason !== undefined) process.exitCode = 1;
}
