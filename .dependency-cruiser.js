import { mayImport } from './scripts/shared/rooms.js';

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
