import { expect, test } from 'vitest';
import { statusAnswer } from '../../../src/control/messages.ts';
import { Distq } from '../support/distq.ts';

const server = `import { createServer } from 'node:http';
console.log('inherited: ' + ('DISTQ_UP' in process.env) + ', own: ' + process.env.BIG.length);
createServer((_, response) => response.end()).listen(process.env.PORT, '127.0.0.1');
`;

/** A few KiB that expand to more than a variable of the environment has room for (128 KiB on Linux). */
function topology(): string {
  const command = `[${JSON.stringify(process.execPath)}, server.mjs]`;
  const others = Array.from(
    { length: 11 },
    (_, index) => `  s${index + 1}: { command: ${command}, ports: [${index + 2}], env: *big }`,
  );
  return `name: large
cluster: { map: { backups: 0 }, queue: { backups: 0 }, members: [{ name: one, port: 90 }] }
services:
  s0: { command: ${command}, ports: [1], env: &big { BIG: ${'x'.repeat(12_000)} } }
${others.join('\n')}
`;
}

test('a topology that is large once expanded starts in the background, and no child inherits it', async () => {
  const distq = await Distq.inNewDirectory();
  await distq.write('server.mjs', server);
  await distq.write('large.yaml', topology());
  const status = await distq.json(['up', '--detach', '--isolated', '--topology', 'large.yaml'], statusAnswer);
  expect(status.services.map(({ state }) => state)).toEqual(Array.from({ length: 12 }, () => 'ready'));
  const { stdout } = await distq.run(['logs', 's0']);
  expect(stdout).toContain('inherited: false, own: 12000');
  // Nobody could be posted to.
  expect(status.facade).toBeNull();
  await distq.dispose();
});
