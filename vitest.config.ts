import { availableParallelism } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

// Threads and programs that tests start compile nothing that another has compiled: half of what starting one costs.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/compiled')

/** Minutes long, by their paths: begun last, each would run alone at the end. */
const longest = ['test/app/end-to-end/', 'test/app/many-hosts/', 'test/app/acting/']

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
    globalSetup: ['test/shared-postgres.ts', 'test/built-action.ts', 'test/built-console.ts'],
    // They wait a good deal for databases and other processes: three at a time on two cores, where one would be usual.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    // Loading everything and compiling the simulator's schemas anew for each file cost more than most files' tests. So what a test
    // sets (a variable, a clock, a mock) it sets back.
    isolate: false,
    // By Node itself, as the programs are: nothing is transformed, and what a file imports is bound
    // once instead of looked up at each use. So tests of the console import none of its `.tsx`: what is pure stands in a `.ts`.
    experimental: { viteModuleRunner: false, nodeLoader: false },
    // While tests wait, V8 would go through the heap twice to make it smaller, for half a second of processor time each.
    execArgv: ['--no-memory-reducer'],
    unstubEnvs: true,
    restoreMocks: true,
    sequence: { sequencer: LongestFirst },
    // For what never comes to pass. Tests start real git, databases and programs, and whatever a machine does besides must not fail one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 100_000 } },
  },
})
