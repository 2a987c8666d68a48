import { randomBytes } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { createSealer, createSealKey } from '../../../app/database/sealed.ts'
import { pemOf } from '../../../app/database/signing-key.ts'
import { createEvidenceApi } from '../../../app/evidence/evidence-api.ts'
import { inUnpacked } from '../../../app/evidence/pack-of.ts'
import { verifyPack } from '../../../app/evidence/verify-pack.ts'
import { stubApi } from '../api/v1/stub-api.ts'
import { useDatabases } from '../database/test-database.ts'
import { fillDeployment } from './evidence-deployment.ts'

const databases = useDatabases()

test('who may export the record is given a pack that verifies, and nobody else', async () => {
  const { store } = await databases.create()
  const sealText = randomBytes(32).toString('base64')
  const { key, organization } = await fillDeployment(store, sealText)
  const evidence = createEvidenceApi({
    store,
    sealer: createSealer([createSealKey(Buffer.from(sealText, 'base64'))]),
    sweepMinutes: 60,
    version: '0.0.0',
    now: () => new Date('2026-11-01T00:00:00Z'),
    within: (scope) => scope,
  })
  const server = await stubApi({ evidence })
  const url = `/api/v1/organizations/${organization}/evidence?from=2026-07-01T00:00:00Z&to=2026-08-01T00:00:00Z`
  const member = await server.inject({ url, headers: { authorization: 'member' } })
  expect(member.statusCode).toBe(403)
  const answer = await server.inject({ url, headers: { authorization: 'auditor' } })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/zip'])
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'gatehouse-evidence-api-')), 'pack.zip')
  writeFileSync(file, answer.rawPayload)
  const trust = { publicKeys: [pemOf(key.publicKey)], heads: [] }
  const check = await inUnpacked(file, (folder) => verifyPack(folder, trust))
  expect(check).toMatchObject({ faults: [], isDerivedAgain: true })
  const backwards = await server.inject({
    url: `/api/v1/organizations/${organization}/evidence?from=2026-07-01T00:00:00Z&to=2026-06-01T00:00:00Z`,
    headers: { authorization: 'auditor' },
  })
  expect(backwards.statusCode).toBe(400)
})
