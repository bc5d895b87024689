/**
 * The rooms, top to bottom: what each may import beside itself and the rooms inside it. A name stands for a folder of src with all that
 * is in it; the longest that fits a file is its room. Types count like everything else.
 * @type {Record<string, string[]>}
 */
const mayImport = {
  commands: ['commands/*', 'terminal', 'protocol', 'foundation'],
  'commands/session': [
    'commands/frame',
    'commands/views',
    'terminal',
    'supervisor',
    'control',
    'topology',
    'broker',
    'foundation',
  ],
  'commands/messages': [
    'commands/frame',
    'commands/views',
    'terminal',
    'bench',
    'bench/load',
    'bench/report',
    'posting',
    'system',
    'control',
    'foundation',
  ],
  'commands/scenarios': [
    'commands/frame',
    'commands/views',
    'terminal',
    'scenario',
    'control',
    'topology',
    'broker',
    'foundation',
  ],
  'commands/topologies': ['commands/frame', 'terminal', 'topology', 'foundation'],
  'commands/program': [
    'commands/frame',
    'commands/machine',
    'completion',
    'man',
    'terminal',
    'scenario/file',
    'topology',
    'foundation',
  ],
  'commands/frame': [
    'commands/machine',
    'terminal',
    'scenario',
    'bench',
    'posting',
    'system',
    'supervisor',
    'control',
    'topology',
    'protocol',
    'foundation',
  ],
  'commands/machine': ['supervisor', 'topology', 'broker', 'foundation'],
  'commands/views': ['terminal', 'scenario', 'bench', 'bench/load', 'posting', 'system', 'control'],
  completion: ['foundation'],
  man: ['foundation'],
  terminal: ['control', 'protocol', 'foundation'],
  'scenario/run': [
    'scenario/*',
    'supervisor',
    'posting',
    'control',
    'topology',
    'broker',
    'protocol',
    'foundation',
  ],
  'scenario/report': [
    'scenario/verdict',
    'scenario/evidence',
    'scenario/steps',
    'report',
    'posting',
    'system',
    'foundation',
  ],
  'scenario/verdict': [
    'scenario/evidence',
    'scenario/file',
    'scenario/steps',
    'posting',
    'control',
    'protocol',
    'foundation',
  ],
  'scenario/evidence': [
    'scenario/file',
    'scenario/steps',
    'posting',
    'system',
    'control',
    'broker',
    'protocol',
    'foundation',
  ],
  'scenario/file': ['scenario/steps', 'posting', 'topology', 'protocol', 'foundation'],
  'scenario/steps': ['posting', 'system', 'control', 'broker', 'protocol', 'foundation'],
  'bench/report': ['bench', 'bench/load', 'report', 'protocol'],
  bench: ['bench/load', 'system', 'control', 'protocol', 'foundation'],
  'bench/load': ['system', 'foundation'],
  report: ['system', 'foundation'],
  'supervisor/session': ['supervisor/*', 'control', 'topology', 'broker', 'protocol', 'foundation'],
  'supervisor/plan': [
    'supervisor/process',
    'supervisor/probes',
    'supervisor/logs',
    'supervisor/operating-system',
    'control',
    'topology',
    'broker',
    'protocol',
    'foundation',
  ],
  'supervisor/process': [
    'supervisor/ports',
    'supervisor/probes',
    'supervisor/logs',
    'supervisor/operating-system',
    'control',
    'topology',
    'broker',
    'foundation',
  ],
  'supervisor/ports': ['supervisor/probes', 'supervisor/operating-system', 'topology', 'foundation'],
  'supervisor/probes': ['supervisor/logs', 'foundation'],
  'supervisor/logs': ['control', 'foundation'],
  'supervisor/operating-system': ['foundation'],
  posting: ['system', 'foundation'],
  system: ['control', 'protocol', 'foundation'],
  control: ['protocol', 'foundation'],
  'services/start': ['services/*', 'broker', 'protocol', 'foundation'],
  'services/facade': [
    'services',
    'services/call',
    'services/http',
    'services/ledger',
    'services/queue',
    'protocol',
    'foundation',
  ],
  'services/logging': [
    'services',
    'services/call',
    'services/http',
    'services/log',
    'services/queue',
    'services/received',
    'broker',
    'foundation',
  ],
  'services/messages': [
    'services',
    'services/http',
    'services/ledger',
    'services/log',
    'services/queue',
    'services/received',
    'broker',
    'protocol',
    'foundation',
  ],
  'services/config-server': ['services/http'],
  services: ['services/call', 'services/http', 'protocol'],
  'services/received': ['services/http', 'services/queue', 'protocol'],
  'services/ledger': ['broker', 'protocol'],
  'services/queue': ['broker', 'protocol', 'foundation'],
  'services/call': ['services/http', 'foundation'],
  'services/http': ['protocol', 'foundation'],
  'services/log': [],
  'broker/hazelcast': ['broker/hazelcast/*', 'topology', 'foundation'],
  'broker/hazelcast/links': ['broker/hazelcast/members', 'topology'],
  'broker/hazelcast/jvm': [
    'broker/hazelcast/members',
    'broker/hazelcast/embedded',
    'broker/hazelcast/cache',
    'topology',
    'foundation',
  ],
  'broker/hazelcast/docker': ['broker/hazelcast/members', 'topology', 'foundation'],
  'broker/hazelcast/embedded': ['broker/hazelcast/cache', 'foundation'],
  'broker/hazelcast/cache': ['foundation'],
  'broker/hazelcast/observer': ['broker/hazelcast/client', 'protocol', 'foundation'],
  'broker/hazelcast/members': ['topology', 'protocol', 'foundation'],
  'broker/hazelcast/client': ['protocol', 'foundation'],
  topology: ['protocol', 'foundation'],
  protocol: [],
  'foundation/processes': ['foundation/files', 'foundation/async', 'foundation/errors'],
  'foundation/files': ['foundation/yaml', 'foundation/text', 'foundation/errors'],
  'foundation/yaml': ['foundation/text', 'foundation/errors'],
  'foundation/async': ['foundation/errors'],
  'foundation/text': [],
  'foundation/errors': [],
};
const rooms = Object.keys(mayImport);

/**
 * The files of a room without those of the rooms inside it.
 * @param {string} room
 */
function filesOf(room) {
  const inside = rooms
    .filter((other) => other.startsWith(`${room}/`))
    .map((other) => other.slice(room.length + 1));
  return `^src/${room}/${inside.length === 0 ? '' : `(?!(${inside.join('|')})/)`}`;
}

/**
 * What a name in a list stands for: `services` the files of that room alone, `broker` all rooms below it, `services/*` all inside.
 * @param {string} name
 */
function named(name) {
  if (name.endsWith('/*')) return `^src/${name.slice(0, -1)}`;
  return rooms.includes(name) ? filesOf(name) : `^src/${name}/`;
}

const layers = rooms.map((room) => ({
  name: `room-${room.replaceAll('/', '-')}`,
  comment: `src/${room} may import only from ${(mayImport[room] ?? []).join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: filesOf(room) },
  to: { path: '^src/', pathNot: [filesOf(room), ...(mayImport[room] ?? []).map(named)] },
}));

/** Every file of src is in a room that is named above; the composition root alone is in none. */
const roomless = {
  name: 'in-no-room',
  comment: 'name its folder in .dependency-cruiser.js, and what it may import',
  severity: 'error',
  from: { path: '^src/', pathNot: ['^src/main\\.ts$', '\\.d\\.ts$', ...rooms.map(filesOf)] },
  to: {},
};

/** Packages that cost start-up time or are internal APIs stay behind one door. */
const doors = [
  ['hazelcast-client', '^src/(broker/hazelcast|services)/'],
  ['@oclif/core', '^src/(main\\.ts$|commands/|terminal/[^/]+\\.ts$)'],
  ['listr2', '^src/terminal/'],
  ['execa', '^src/(foundation|broker|supervisor|commands)/'],
].map(([name, path]) => ({
  name: `door-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: path },
  to: { path: `node_modules/${name}/` },
}));

export default {
  forbidden: [
    ...layers,
    roomless,
    ...doors,
    {
      name: 'no-circle',
      comment: 'no module reaches itself again, by its types neither',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
