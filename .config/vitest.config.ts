import { defineConfig } from 'vitest/config'

// The machine's zone must never matter, so the tests run in one that nobody works in.
process.env.TZ = 'Pacific/Chatham'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Both cores of the smallest machine: by itself it would leave one of them idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'core',
          include: [
            'app/{time,ical,shared,ui}/**/*.test.{ts,tsx}',
            'app/features/*/{core,ui}/**/*.test.{ts,tsx}',
            'app/features/*/*.test.ts',
            'app/platform/**/*.test.ts',
            '.config/**/*.test.ts',
            'db/demo/generate.test.ts',
            'tests/support/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts', '**/node_modules/**'],
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['app/**/*.db.test.ts', 'app/features/*/server/**/*.test.ts', 'db/**/*.test.ts'],
          exclude: ['db/demo/generate.test.ts', '**/node_modules/**'],
          globalSetup: ['./tests/support/postgres.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
})
