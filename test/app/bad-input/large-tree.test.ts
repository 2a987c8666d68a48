import { expect, test } from 'vitest'
import { secretText } from '../../demo/company/secret-text.ts'
import { useDatabases } from '../database/test-database.ts'
import { reachedCompany, workflow } from '../end-to-end/reached-company.ts'
import { running } from '../end-to-end/running.ts'

const databases = useDatabases()

const files = (number: number, text: string, nameOf: (at: number) => string): Record<string, string> =>
  Object.fromEntries(Array.from({ length: number }, (_, at) => [nameOf(at), text]))

/** Files of one tree: `npm run proof` makes as many as GitHub's own listing of a tree ends at. */
const entries = process.env['PROOF'] === undefined ? 20_000 : 100_000

test(`a tree of ${entries} entries is scanned to its end, and 1,001 workflows hold nobody up`, async () => {
  const company = await reachedCompany('ghec')
  const { github, acme } = company
  const secret = `data/d${entries / 1000 - 1}/f${entries - 1}.env`
  github.addRepository(acme, {
    name: 'wide',
    files: {
      // A thousand to a folder: git makes a large one only slowly, which says nothing of us.
      ...files(entries, 'x\n', (at) => `data/d${Math.floor(at / 1000)}/f${at}.txt`),
      [secret]: secretText('stripe-secret-key'),
      '.github/workflows/claude.yml': workflow,
    },
  })
  github.addRepository(acme, {
    name: 'many-workflows',
    files: files(1001, workflow, (at) => `.github/workflows/f${at}.yml`),
  })
  const program = await running(await databases.create(), company)
  const before = process.memoryUsage().rss
  await program.swept()
  const { coverage } = await program.organization('acme')
  expect(coverage?.failed).toEqual([])
  const wide = await program.repository('acme/wide')
  expect(wide.findings.map(({ path }) => path)).toContain(secret)
  expect((await program.reaches('acme/wide'))['workflow']).toBe('connected')
  expect((await program.reaches('acme/many-workflows'))['workflow']).toBe('unknown')
  // The others are as they always were.
  expect((await program.reaches('acme/by-workflow'))['workflow']).toBe('connected')
  // The simulator lives here too, and holds the tree.
  expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(1500)
})
