import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Minutes long, by their paths: begun last, each would run alone at the end. */
const longest = [
  'test/app/chaos/real-chaos.test.ts',
  'test/app/end-to-end/',
  'test/app/many-hosts/',
  'test/app/acting/',
]

/** The longest first; the others as Vitest has them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const found = longest.findIndex((part) => moduleId.includes(part))
      return found === -1 ? longest.length : found
    }
    // oxlint-disable-next-line no-array-sort -- Vitest's, which sorts files and no array
    const usual = await super.sort(files)
    return usual.toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/shared-postgres.ts'],
    // They wait a good deal for databases and other processes: three at a time on two cores, where one would be usual.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    sequence: { sequencer: LongestFirst },
    // Tests start real git and worker threads; the default 5 s is too tight on a busy 2-core machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
