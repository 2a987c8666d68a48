import { expect, test } from 'vitest'
import { poolOpener } from '../../action/open-pool.ts'
import { compileLater } from '../../scanner/pool/scan-rules.ts'
import { githubToken } from '../cli/secrets.ts'
import { openedPull } from './opened-pull.ts'
import { type ActionOptions, runAction, useAction } from './run-action.ts'

const bundle = useAction()
const published = (options: ActionOptions) => runAction(bundle(), options)

test('threads are started where there is enough to do for them, and only where there are some to have', async () => {
  const rules = { userRules: [] }
  const entry = new URL('file:///there/is/no/such/file.js')
  const compiled = compileLater(rules)
  const run = async (most: number | undefined, items: number, code: boolean) => {
    const threads = most === undefined ? undefined : { entry, most }
    const pool = poolOpener(threads, rules, { compiled, code })({ items, bytes: 0 })
    try {
      return (await pool.run({ kind: 'files', files: [] })).bytes
    } catch {
      return 'a thread'
    } finally {
      await pool.close()
    }
  }
  expect(await run(4, 1500, true)).toBe(0)
  expect(await run(4, 1501, true)).toBe('a thread')
  expect(await run(4, 1501, false)).toBe(0)
  expect(await run(4, 4001, false)).toBe('a thread')
  expect(await run(1, 9000, true)).toBe(0)
  expect(await run(undefined, 9000, true)).toBe(0)
})

test('the bundle starts itself for threads, which find what one finds', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1600 }, (_, index) => [`files/${index}.txt`, `This is the file ${index}.\n`]),
  )
  const weak = `import { createHash } from 'node:crypto'\nexport const passwordHash = (password) => createHash('md5').update(password).digest('hex')\n`
  const { run, comments } = await openedPull(
    {
      ...many,
      'files/800.txt': `${githubToken(1)}\n`,
      'files/zz.txt': `${githubToken(2)}\n`,
      'files/weak.mjs': weak,
    },
    {},
    published,
  )
  const result = await run()
  expect(result).toMatchObject({ exit: 1, outputs: { findings: '3', blocking: '2', scanned: 'true' } })
  expect(result.summary).toContain('Scanned 1,602 of 1,602 files')
  expect(comments().map(({ path }) => path)).toEqual(
    expect.arrayContaining(['files/800.txt', 'files/weak.mjs', 'files/zz.txt']),
  )
})
