// The lab in one command: everything up, ten messages, who received what, everything down.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/distq.js', import.meta.url));

function distq(args, { quiet = false } = {}) {
  if (!quiet) console.log(`\n$ distq ${args.join(' ')}`);
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], {
    stdio: ['inherit', quiet ? 'pipe' : 'inherit', 'inherit'],
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`distq ${args.join(' ')} ended with exit code ${status}`);
  return stdout;
}

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function received(service, path) {
  const { services } = JSON.parse(distq(['status', '--json'], { quiet: true }));
  const instances = services.filter((instance) => instance.service === service);
  return Promise.all(
    instances.map(async ({ name, port }) => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`);
      return { name, messages: (await answer.json()).map(({ msg }) => msg) };
    }),
  );
}

/** The consumers need a moment after the last acknowledgement; ten seconds bound the wait. */
async function untilAllReceived(count) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const instances = await received('messages-service', '/messages/received');
    if (instances.flatMap(({ messages }) => messages).length >= count) return instances;
    await sleep(100);
  }
  throw new Error(`the messages-services did not receive ${count} messages within ten seconds`);
}

function show(title, instances) {
  console.log(`\n${title}`);
  for (const { name, messages } of instances) console.log(`  ${name}: ${messages.join(', ') || '(none)'}`);
}

distq(['up', '--detach']);
try {
  distq(['post', '--count', '10']);
  const consumers = await untilAllReceived(10);
  show('What each logging-service took', await received('logging-service', '/logging/received'));
  show('What each messages-service received', consumers);
  distq(['get', '--times', '5']);
  distq(['status']);
} catch (error) {
  console.error(`\n${error.message}`);
  process.exitCode = 1;
} finally {
  distq(['down']);
}
