// Doors open one way: see app/README.md. Each rule is shown to catch a planted violation in .config/doors.test.ts.
const { rooms } = require('./rooms.json')

const oneWay = rooms.slice(0, -1).map((room, index) => ({
  name: `${room}-comes-before`,
  comment: 'A room may only import rooms to its left.',
  severity: 'error',
  from: { path: `^app/features/${room}/`, pathNot: '[.]test[.]tsx?$' },
  to: { path: `^app/features/(${rooms.slice(index + 1).join('|')})/` },
}))

const purePackages =
  '^node_modules/(@types/)?(luxon|ical-generator|ical[.]js|rrule-temporal|timezones-ical-library|fractional-indexing)/'

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'core-is-pure',
      severity: 'error',
      from: {
        path: '^app/(time|ical|shared|features/[^/]+/core)/',
        pathNot: '[.]test[.]ts$',
      },
      to: {
        pathNot: ['^app/(time|ical|shared)/', '^app/features/[^/]+/core/', purePackages],
      },
    },
    {
      name: 'server-knows-no-routes',
      severity: 'error',
      from: { path: '^app/features/[^/]+/server/', pathNot: '[.]test[.]ts$' },
      to: {
        path: [
          '^app/features/[^/]+/(routes|ui)/',
          '^app/ui/',
          '^node_modules/(react|@remix-run)/',
          '^app/platform/make-world[.]server',
        ],
      },
    },
    {
      name: 'sql-only-in-queries',
      severity: 'error',
      from: {
        path: '^app/features/[^/]+/',
        pathNot: '(-queries[.]server|[.]test)[.]ts$',
      },
      to: { path: '^node_modules/(kysely|pg)/' },
    },
    {
      name: 'only-routes-are-doors',
      severity: 'error',
      from: { pathNot: ['^app/routes[.]ts$', '[.]test[.]tsx?$'] },
      to: { path: '^app/features/[^/]+/routes/' },
    },
    {
      name: 'ui-knows-no-rooms',
      severity: 'error',
      from: { path: '^app/ui/', pathNot: '[.]test[.]tsx?$' },
      to: { path: '^app/(features|platform)/' },
    },
    {
      name: 'room-ui-knows-no-server',
      severity: 'error',
      from: { path: '^app/features/[^/]+/ui/', pathNot: '[.]test[.]tsx?$' },
      to: {
        path: ['^app/features/[^/]+/(server|routes)/', '^app/platform/'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'platform-knows-no-rooms',
      severity: 'error',
      from: { path: '^app/platform/', pathNot: '[.]test[.]ts$' },
      to: { path: '^app/(features|ui)/' },
    },
    {
      name: 'product-knows-no-tests',
      severity: 'error',
      from: { path: '^app/', pathNot: '[.]test[.]tsx?$' },
      to: { path: '^tests/' },
    },
    {
      name: 'no-unknown-imports',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...oneWay,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^build/', 'virtual:'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
}
