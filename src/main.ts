import packageJson from '../package.json' with { type: 'json' };
import type { VersionDocument } from './commands/frame/documents.ts';
import { settleUserEnvironment } from './foundation/processes/user-environment.ts';
import { settleColourEnvironment } from './terminal/colour-environment.ts';
import { schemaVersion } from './protocol/schema-version.ts';

/** The entry point. To start fast, it imports only what the command needs. */
async function main(args: string[]): Promise<void> {
  const { version } = packageJson;
  if (wantsVersion(args)) {
    const { watchInterruption } = await import('./commands/frame/interruption.ts');
    watchInterruption({ graceMs: 0, onlyShows: true });
    process.stdout.write(await describeVersion(version, args.includes('--json')));
    return;
  }
  if (args[0] === 'serve') {
    await runChild(args.slice(1));
    return;
  }
  settleColourEnvironment(args, process.env);
  settleUserEnvironment(process.env);
  const { runCommandLine } = await import('./commands/run.ts');
  await runCommandLine(args, { version, description: packageJson.description });
}

/** Runs a child process of a running topology, which imports nothing of the command line. */
async function runChild(args: string[]): Promise<void> {
  try {
    await serveKind(args);
  } catch (error) {
    const { reportFailure } = await import('./commands/frame/report-failure.ts');
    reportFailure(error, false);
    // Handles that were opened before the failure must not keep the process running.
    process.exit();
  }
}

async function serveKind(args: string[]): Promise<void> {
  switch (args[0]) {
    case 'watchdog': {
      const { watchdog } = await import('./supervisor/process/watchdog.ts');
      return watchdog(process.stdin);
    }
    case 'cleanup': {
      const { cleanUpOrphans } = await import('./supervisor/session/clean-up-orphans.ts');
      return cleanUpOrphans(args[1]);
    }
    case 'supervisor': {
      const { serveSupervisor } = await import('./supervisor/session/detached.ts');
      return serveSupervisor();
    }
    case 'health': {
      const { checkHealth } = await import('./supervisor/probes/check-health.ts');
      return checkHealth(args.slice(1));
    }
    case 'run': {
      const { serveRun } = await import('./scenario/serve/serve-run.ts');
      return serveRun(packageJson.version);
    }
    case 'scenarios': {
      const { serveScenarios } = await import('./scenario/serve/serve-scenarios.ts');
      return serveScenarios(args[1]);
    }
    case 'unpack': {
      const { unpackInto } = await import('./broker/hazelcast/embedded/prepared-payload.ts');
      return unpackInto(args[1]);
    }
    default: {
      const { serve } = await import('./services/start/serve.ts');
      return serve(args);
    }
  }
}

/** It may follow the other flags before a command. */
function wantsVersion(args: readonly string[]): boolean {
  return args.find((arg) => arg !== '--json' && arg !== '--no-color') === '--version';
}

async function describeVersion(version: string, json: boolean): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  if (!json) return `distq/${version} ${platform} node-${process.version}\n`;
  const { executablePayload } = await import('./broker/hazelcast/embedded/executable-payload.ts');
  const carried = executablePayload()?.manifest;
  const document: VersionDocument = {
    schemaVersion,
    version,
    platform,
    node: process.version,
    carries: carried === undefined ? null : { java: carried.java, hazelcast: carried.hazelcast },
  };
  return `${JSON.stringify(document)}\n`;
}

void main(process.argv.slice(2));
