import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/shared-postgres.ts'],
    // They wait a good deal for databases and other processes: three at a time on two cores, where one would be usual.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Tests start real git and worker threads; the default 5 s is too tight on a busy 2-core machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
