/** Sections that no command class provides: a term and its meaning. */
export type Terms = readonly (readonly [term: string, meaning: string])[];

export const exitCodes: Terms = [
  ['0', 'Done.'],
  [
    '1',
    'A check failed: a message was refused, lost, duplicated, or a fault had no effect although the check required one.',
  ],
  ['2', 'Wrong usage, or an invalid file.'],
  ['3', 'Nothing is running.'],
  ['4', 'A port is taken.'],
  ['5', 'A service or member did not become ready in time, or died.'],
  ['6', 'The machine lacks something: Java, Docker, disk space.'],
  ['10', 'Inconclusive: a fault had no effect, or a control showed no loss.'],
  ['70', 'A defect of distq itself. Please report it with the printed lines.'],
  ['129, 130, 143', 'Ended by a signal: the terminal closed, Ctrl-C, SIGTERM.'],
  ['141', 'Standard output was closed before the verdict.'],
];

export const environment: Terms = [
  ['DISTQ_SESSION', 'The session, if --session is not given.'],
  [
    'DISTQ_CACHE_DIR',
    'Directory for the Hazelcast jar and other cached files, instead of the cache directory of the user.',
  ],
  ['DISTQ_HAZELCAST_JAR', 'The official Hazelcast jar to use. Its hash is checked.'],
  [
    'DISTQ_MAVEN_REPOSITORY',
    'Address of a Maven repository to fetch the jar from, instead of the central one.',
  ],
  ['JAVA_HOME', 'The Java for members; takes precedence over any other that is found or bundled.'],
  ['DISTQ_UNPACKED_DIR', 'Directory to which the executable was unpacked with distq serve unpack DIR.'],
  ['DOCKER_HOST', 'The container engine, as for docker(1).'],
  ['XDG_RUNTIME_DIR, TMPDIR', 'Parent of the directory for control sockets, which only this user can enter.'],
  ['XDG_CACHE_HOME', 'The cache directory of the user.'],
  ['NO_COLOR, FORCE_COLOR, CI', 'Colours off; colours on; no animation.'],
];

export const files: Terms = [
  [
    '.distq/sessions/NAME/',
    'A session of this directory: its record, the logs and events of its parts, the configuration of its members.',
  ],
  ['.distq/runs/', 'Evidence and reports of runs, unless --report names another directory.'],
  [
    'topologies/NAME.yaml, scenarios/NAME.yaml',
    'Topologies and scenarios of this directory, found by name. They take precedence over built-in ones.',
  ],
  [
    '~/.cache/distq/',
    'Cached files: downloaded or generated (macOS: ~/Library/Caches/distq; Windows: %LOCALAPPDATA%\\distq\\Cache).',
  ],
];

/** A purpose, and the command for it. */
export const examples: Terms = [
  ['Start the lab, kill the owner of the queue, check that nothing was lost', 'distq failover'],
  ['Start the lab in the background', 'distq up --detach'],
  [
    'Post ten messages, and see which instance received which',
    'distq post --count 10 && distq get --times 5',
  ],
  [
    'Kill the member that owns the queue, and see which member owns it now',
    'distq kill-node && distq status',
  ],
  ['See what became of a message, and when', 'distq trace msg1'],
  ['Stop everything', 'distq down'],
  [
    'Check the quick scenarios, with reports for a pipeline',
    'distq scenario run --tag quick --report report',
  ],
];

export const seeAlso = 'java(1), docker(1), ps(1), kill(1), signal(7)';
