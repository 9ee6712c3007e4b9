import { defineConfig } from 'vitest/config'

// The runner's own zone must never matter; the people in the journeys have theirs in the browser.
process.env.TZ = 'Pacific/Chatham'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    name: 'journeys',
    include: ['tests/{journeys,faults}/**/*.spec.ts'],
    globalSetup: ['./tests/support/journeys.ts'],
    // Two files at a time: each has its own server, database and browser, and two cores carry no more.
    fileParallelism: true,
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
  },
})
