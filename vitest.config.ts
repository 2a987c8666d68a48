import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/shared-postgres.ts'],
    // They wait half of their time, for databases and other processes: more at a time than there are cores.
    maxWorkers: Math.max(3, availableParallelism()),
    // Tests start real git and worker threads; the default 5 s is too tight on a busy 2-core machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
