import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createDailyAnchor } from '../../../app/anchors/anchor-daily.ts'
import { anchorInGit } from '../../../app/anchors/anchor-in-git.ts'
import { readKeptHeads } from '../../../app/enforcement/audit/kept-heads.ts'
import { readRecord } from '../../../app/database/read-record.ts'
import { verdictOf, verifyRecord } from '../../../app/enforcement/audit/verify-record.ts'
import { useDatabases } from '../database/test-database.ts'
import { fillDeployment } from '../evidence/evidence-deployment.ts'

const databases = useDatabases()

function place() {
  const folder = mkdtempSync(path.join(tmpdir(), 'gatehouse-anchors-'))
  const keyFile = path.join(folder, 'key')
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', keyFile])
  const repository = path.join(folder, 'anchors.git')
  execFileSync('git', ['init', '--quiet', '--bare', repository])
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8', stdio: 'pipe' })
  return { folder, keyFile, repository, git }
}

test('heads of a chain are anchored once a day by a signed tag, and verify the chain', async () => {
  const { store } = await databases.create()
  await fillDeployment(store)
  const { folder, keyFile, repository, git } = place()
  const now = new Date('2026-11-28T08:00:00Z')
  const daily = createDailyAnchor(store, { repository, keyFile }, () => now)
  await daily.run()
  await daily.run()
  expect(daily.remark()).toBeUndefined()
  expect(git('tag').trim()).toBe('gatehouse-audit-2026-11-28')
  const allowed = path.join(folder, 'allowed')
  writeFileSync(allowed, `gatehouse@localhost ${readFileSync(`${keyFile}.pub`, 'utf8')}`)
  // It fails where the signature is not good.
  git(
    '-c',
    'gpg.format=ssh',
    '-c',
    `gpg.ssh.allowedSignersFile=${allowed}`,
    'verify-tag',
    'gatehouse-audit-2026-11-28',
  )
  const kept = git('show', 'gatehouse-audit-2026-11-28^{}:audit-heads.jsonl').split('\n')
  const { heads, publicKeys } = await readKeptHeads(kept, 'anchor')
  const check = await verifyRecord(readRecord(store, 'everything', {}, now), {
    heads,
    publicKeys,
    isSelection: false,
  })
  expect(verdictOf(check)).toBe('whole')
  expect(check.organizations[0]?.keptTo).toBe(check.organizations[0]?.end.sequence)
})

test('a tag that is there stays as it is, and a place that refuses is announced without its password', async () => {
  const { keyFile, repository, git } = place()
  const now = new Date('2026-11-28T08:00:00Z')
  expect(await anchorInGit({ repository, keyFile }, ['one\n'], now)).toMatchObject({ outcome: 'made' })
  expect(await anchorInGit({ repository, keyFile }, ['two\n'], now)).toMatchObject({ outcome: 'already' })
  expect(git('show', 'gatehouse-audit-2026-11-28^{}:audit-heads.jsonl')).toBe('one\n')
  const { store } = await databases.create()
  const password = ['let', 'me', 'in'].join('-')
  const refused = { repository: `http://ada:${password}@127.0.0.1:1/anchors.git`, keyFile }
  const daily = createDailyAnchor(store, refused, () => now)
  await expect(daily.run()).rejects.toMatchObject({ code: 'anchor-failed' })
  expect(daily.remark()).toContain('The audit log has no anchor of 2026-11-28')
  expect(daily.remark()).not.toContain(password)
})
