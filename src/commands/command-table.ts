import type { Command } from '@oclif/core';

/** What is known about a command before it is imported. */
export interface CommandEntry {
  /** Words joined by colons. */
  id: string;
  summary: string;
  aliases?: string[];
  load: () => Promise<Command.Class>;
}

/** Topics: words that only group commands. */
export const topics = {
  scenario: { description: 'Run, list and check scripted scenarios' },
  topology: { description: 'List, show, write and check topology files' },
};

/** All commands. oclif cannot find them itself in a program of one file. */
export const commandTable: readonly CommandEntry[] = [
  {
    id: 'up',
    summary: 'Start a whole topology: the cluster, then the services',
    load: async () => (await import('./session/up.ts')).Up,
  },
  {
    id: 'down',
    summary: 'Stop everything in reverse start order',
    load: async () => (await import('./session/down.ts')).Down,
  },
  {
    id: 'status',
    summary: 'Show services and members, and the share of queue and map of each member',
    load: async () => (await import('./session/status.ts')).Status,
  },
  {
    id: 'page',
    summary: 'Open the live page of the running lab in a browser',
    load: async () => (await import('./session/open-live-page.ts')).OpenLivePage,
  },
  {
    id: 'sessions',
    summary: 'List the sessions of this directory',
    load: async () => (await import('./session/sessions.ts')).Sessions,
  },
  {
    id: 'logs',
    summary: 'Show the logs of services and members',
    load: async () => (await import('./session/logs.ts')).Logs,
  },
  {
    id: 'wait',
    summary: 'Wait until instances or members have a state',
    load: async () => (await import('./session/wait.ts')).Wait,
  },
  {
    id: 'events',
    summary: 'Show the state of every process, then each numbered change',
    load: async () => (await import('./session/events.ts')).Events,
  },
  {
    id: 'start',
    summary: 'Start instances that were stopped',
    load: async () => (await import('./session/start.ts')).Start,
  },
  {
    id: 'stop',
    summary: 'Stop instances gracefully',
    load: async () => (await import('./session/stop.ts')).Stop,
  },
  {
    id: 'restart',
    summary: 'Stop instances and start them again',
    load: async () => (await import('./session/restart.ts')).Restart,
  },
  {
    id: 'kill',
    summary: 'Send instances a signal: kill, freeze or thaw them',
    load: async () => (await import('./session/kill.ts')).Kill,
  },
  {
    id: 'kill-node',
    summary: 'Kill a Hazelcast member; by default the one that owns the queue',
    load: async () => (await import('./session/kill-node.ts')).KillNode,
  },
  {
    id: 'isolate',
    summary: 'Cut members off from the others; by default the one that owns the queue',
    load: async () => (await import('./session/isolate.ts')).Isolate,
  },
  {
    id: 'slow',
    summary: 'Slow down the links of members; by default of the one that owns the queue',
    load: async () => (await import('./session/slow.ts')).Slow,
  },
  {
    id: 'heal',
    summary: 'End what isolate and slow did',
    load: async () => (await import('./session/heal.ts')).Heal,
  },
  {
    id: 'post',
    summary: 'Post messages through the facade',
    load: async () => (await import('./messages/post.ts')).Post,
  },
  {
    id: 'get',
    summary: 'Read the log and the messages of one messages-service through the facade',
    load: async () => (await import('./messages/get.ts')).Get,
  },
  {
    id: 'trace',
    summary: 'Show the way of a message: posted, logged, offered, polled, shown, each with its time',
    load: async () => (await import('./messages/trace.ts')).Trace,
  },
  {
    id: 'bench',
    summary: 'Put the facade under load: throughput, percentiles, and delivery check',
    load: async () => (await import('./messages/bench.ts')).Bench,
  },
  {
    id: 'failover',
    summary: 'Kill the member that owns the queue and check that no message is lost',
    aliases: ['failover-test'],
    load: async () => (await import('./scenarios/failover.ts')).Failover,
  },
  {
    id: 'judge',
    summary: 'Judge an implementation of the lab, requirement by requirement',
    load: async () => (await import('./scenarios/judge.ts')).Judge,
  },
  {
    id: 'scenario:run',
    summary: 'Run scripted scenarios on fresh clusters, and judge them from evidence',
    load: async () => (await import('./scenarios/scenario-run.ts')).ScenarioRun,
  },
  {
    id: 'scenario:list',
    summary: 'List the built-in scenarios and those of this directory',
    load: async () => (await import('./scenarios/scenario-list.ts')).ScenarioList,
  },
  {
    id: 'scenario:validate',
    summary: 'Check scenario files and list every problem',
    load: async () => (await import('./scenarios/scenario-validate.ts')).ScenarioValidate,
  },
  {
    id: 'scenario:schema',
    summary: 'Print the JSON Schema of scenario files',
    load: async () => (await import('./scenarios/scenario-schema.ts')).ScenarioSchema,
  },
  {
    id: 'verify',
    summary: 'Judge a run again from its recorded evidence alone',
    load: async () => (await import('./scenarios/verify.ts')).Verify,
  },
  {
    id: 'topology:list',
    summary: 'List the built-in topologies and those of this directory',
    load: async () => (await import('./topologies/topology-list.ts')).TopologyList,
  },
  {
    id: 'topology:show',
    summary: 'Print a topology file',
    load: async () => (await import('./topologies/topology-show.ts')).TopologyShow,
  },
  {
    id: 'topology:new',
    summary: 'Write a commented topology file for services of your own',
    load: async () => (await import('./topologies/topology-new.ts')).TopologyNew,
  },
  {
    id: 'topology:validate',
    summary: 'Check a topology file and list every problem',
    load: async () => (await import('./topologies/topology-validate.ts')).TopologyValidate,
  },
  {
    id: 'topology:schema',
    summary: 'Print the JSON Schema of topology files',
    load: async () => (await import('./topologies/topology-schema.ts')).TopologySchema,
  },
  {
    id: 'completion',
    summary: 'Print the completion script of a shell',
    load: async () => (await import('./program/completion.ts')).Completion,
  },
  {
    id: 'man',
    summary: 'Print the manual page',
    load: async () => (await import('./program/man.ts')).Man,
  },
  {
    id: 'doctor',
    summary: 'Check that this machine can run the lab',
    load: async () => (await import('./program/doctor.ts')).Doctor,
  },
];
