import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Tests start real git and worker threads; the default 5 s is too tight on a busy 2-core machine.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
