import { expect, test } from 'vitest'
import type { Finding } from '../../scanner/engine/finding.ts'
import { inspectWhole } from '../../scanner/inspect-whole.ts'
import { createInlinePool } from '../../scanner/pool/pool.ts'
import { scanFolder } from '../../scanner/scan-folder.ts'
import { temporaryFolder, writeFiles } from './sources/git-fixture.ts'

async function findingsIn(files: Record<string, string>): Promise<readonly Finding[]> {
  const folder = temporaryFolder()
  writeFiles(folder, files)
  return (await scanFolder(folder, { openPool: () => createInlinePool({ userRules: [] }) })).findings
}

const whole = async (files: Record<string, string>) => {
  const found = await findingsIn(files)
  const single = found.filter(({ kind }) => kind === 'file')
  return inspectWhole({ paths: Object.keys(files), read: (path) => files[path] }, single)
}

test('risky files that no deny rule covers are one finding, whatever order they are found in', async () => {
  const files = { '.env': 'A=real\n', 'api/.env': 'B=real\n' }
  const [one, ...rest] = await whole(files)
  expect(rest).toEqual([])
  expect(one).toMatchObject({ rule: 'claude-deny-rules-missing', path: '.claude/settings.json', line: null })
  const found = (await findingsIn(files)).filter(({ kind }) => kind === 'file')
  const tree = { paths: Object.keys(files), read: () => undefined }
  expect(await inspectWhole(tree, found.toReversed())).toEqual(await inspectWhole(tree, found))
})

test('with the deny rule there is nothing to say', async () => {
  const settings = JSON.stringify({ permissions: { deny: ['Read(**/.env)'] } })
  expect(await whole({ '.env': 'A=real\n', '.claude/settings.json': settings })).toEqual([])
})

test('a file of which it is not sure that it is risky does not count', async () => {
  const files = { 'docs/.env.example': 'A=changeme\n' }
  const [one] = await findingsIn({ '.env': 'A=real\n' })
  const tree = { paths: Object.keys(files), read: () => undefined }
  expect(await inspectWhole(tree, [{ ...one!, confidence: 'low' }])).toEqual([])
})

test('without anything that concerns an assistant nothing is found', async () => {
  expect(await whole({ 'a.txt': 'a\n', '.github/workflows/ci.yml': 'on: push\njobs: {}\n' })).toEqual([])
})
