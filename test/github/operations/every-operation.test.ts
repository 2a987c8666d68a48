import { expect, test } from 'vitest'
import { accessTo } from '../auth/access-table.ts'
import { description } from '../description/description.ts'
import { asApp, simulated } from '../simulated.ts'
import type { Simulator } from '../server/simulator.ts'
import type { App } from '../world/entities.ts'
import { fullCompany } from './full-company.ts'
import { operationHandlers } from './index.ts'

const operations = Object.entries(description.operations)

/** Described, so that calls of them are recognised, and answered 599. */
const unsupported = [
  'enterprise-admin/custom-properties-for-repos-create-or-update-enterprise-definitions',
  'enterprise-admin/custom-properties-for-repos-get-enterprise-definitions',
  'enterprise-admin/get-audit-log',
  'orgs/convert-member-to-outside-collaborator',
  'search/code',
]

test('what the simulator cannot do is listed', () => {
  const missing = operations.filter(([id]) => operationHandlers[id] === undefined).map(([id]) => id)
  expect(missing.toSorted()).toEqual(unsupported)
  expect(Object.keys(operationHandlers).filter((id) => description.operations[id] === undefined)).toEqual([])
})

/** Reads that say no here, for which see the tests of their own. */
const refused = new Set(['apps/get-user-installation', 'apps/get-webhook-delivery', 'pulls/check-if-merged'])

const reads = operations.filter(
  ([id, { method }]) => method === 'GET' && operationHandlers[id] !== undefined && !refused.has(id),
)

test('every read answers as described', async () => {
  const github = await simulated()
  const { ada, app, enforcer, installation, onEnterprise, values, special } = await fullCompany(github)
  const tokens = {
    app: await signed(github, app),
    ofEnterprise: await signed(github, enforcer),
    enterprise: github.addInstallationToken(onEnterprise),
    person: github.addUserToken(app, ada),
    installation: github.addInstallationToken(installation),
  }
  const tokenFor = (id: string): string => {
    if (id === 'apps/get-enterprise-installation') return tokens.ofEnterprise
    const by = accessTo(id)!.by
    return by === 'app' || by === 'enterprise' || by === 'person' ? tokens[by] : tokens.installation
  }
  const wrong: string[] = []
  for (const [id, operation] of reads) {
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      String(special[id]?.[name] ?? values[name] ?? `missing-${name}`),
    )
    const headers = { authorization: `Bearer ${tokenFor(id)}`, 'user-agent': 'test' }
    const response = await fetch(github.apiUrl + path, { headers })
    if (!response.ok) wrong.push(`${id} ${path} ${response.status} ${await response.text()}`)
  }
  expect(wrong).toEqual([])
})

async function signed(github: Simulator, app: App): Promise<string> {
  const proof: unknown = await asApp(github, app).auth({ type: 'app' })
  if (typeof proof === 'object' && proof !== null && 'token' in proof) return String(proof.token)
  throw new Error('Octokit signed nothing')
}
