import { defineConfig } from 'vitest/config'

// The runner's own zone must never matter; the people in the journeys have theirs in the browser.
process.env.TZ = 'Pacific/Chatham'

export default defineConfig({
  test: {
    root: new URL('..', import.meta.url).pathname,
    name: 'journeys',
    include: ['tests/{journeys,faults}/**/*.spec.ts'],
    globalSetup: ['./tests/support/journeys.ts'],
    // One browser at a time: journeys share a server, and two cores do not carry two of each.
    fileParallelism: false,
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 180_000,
    teardownTimeout: 30_000,
    passWithNoTests: false,
  },
})
