/** The layers, top to bottom: a folder imports only from those that its list names (and from itself). */
const mayImport = {
  commands: [
    'terminal',
    'completion',
    'man',
    'bench',
    'scenario',
    'control',
    'delivery',
    'supervisor',
    'topology',
    'cluster',
    'shared',
  ],
  completion: ['shared'],
  man: ['shared'],
  scenario: ['report', 'delivery', 'supervisor', 'control', 'topology', 'cluster', 'shared'],
  bench: ['report', 'delivery', 'control', 'shared'],
  terminal: ['control', 'shared'],
  report: ['delivery', 'shared'],
  delivery: ['shared'],
  supervisor: ['control', 'cluster', 'topology', 'shared'],
  control: ['shared'],
  services: ['cluster', 'shared'],
  cluster: ['topology', 'shared'],
  topology: ['shared'],
  shared: [],
};

const layers = Object.entries(mayImport).map(([folder, below]) => ({
  name: `layer-${folder}`,
  comment: `src/${folder} may import only from ${below.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(${[folder, ...below].join('|')})/` },
}));

/** Packages that cost start-up time or are internal APIs stay behind one door. */
const doors = [
  ['hazelcast-client', '^src/(cluster|services)/'],
  ['@oclif/core', '^src/(main|commands/[^/]+|terminal/[^/]+)\\.ts$'],
  ['listr2', '^src/terminal/'],
  ['execa', '^src/(shared|cluster|supervisor|commands)/'],
].map(([name, path]) => ({
  name: `door-${name}`,
  severity: 'error',
  from: { path: '^src/', pathNot: path },
  to: { path: `node_modules/${name}/` },
}));

export default {
  forbidden: [
    ...layers,
    ...doors,
    {
      name: 'no-cycle',
      comment: 'a module may name the types of one that loads it, and no more',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
