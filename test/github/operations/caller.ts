import { accessTo } from '../auth/access-table.ts'
import { description } from '../description/description.ts'
import type { Simulator } from '../server/simulator.ts'
import { asApp } from '../simulated.ts'
import type { App } from '../world/entities.ts'
import { fullCompany } from './full-company.ts'

type Params = Readonly<Record<string, string | number>>

/** Calls any operation of the full company, with whatever token it wants. */
export async function caller(github: Simulator) {
  const { ada, app, enforcer, installation, onEnterprise, values, special, texts } = await fullCompany(github)
  const app2 = await signed(github, app)
  const ofEnterprise = await signed(github, enforcer)
  const person = github.addClassicToken(ada, ['repo', 'admin:org', 'user'])
  const user = github.addUserToken(app, ada)
  const enterprise = github.addInstallationToken(onEnterprise)
  const ours = github.addInstallationToken(installation)
  const tokenFor = (id: string): string | undefined => {
    if (id === 'apps/get-enterprise-installation') return ofEnterprise
    // Only a token of the App lists its installations.
    if (id.startsWith('apps/list-installation')) return accessTo(id)!.by === 'person' ? user : app2
    if (id === 'credentials/revoke') return undefined
    const { by } = accessTo(id)!
    if (by === 'app') return app2
    if (by === 'enterprise') return enterprise
    return by === 'person' ? person : ours
  }
  return async (id: string, body?: object, params: Params = {}) => {
    const { method, path } = description.operations[id]!
    const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      String(params[name] ?? special[id]?.[name] ?? values[name] ?? `missing-${name}`),
    )
    const token = tokenFor(id)
    const response = await fetch(github.apiUrl + filled, {
      method,
      headers: { 'user-agent': 'test', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body ? { body: fill(JSON.stringify(body), texts) } : {}),
    })
    return { path: filled, status: response.status, text: await response.text() }
  }
}

/** What only the company knows, such as the id of its last commit. */
const fill = (text: string, texts: Readonly<Record<string, string>>): string =>
  text.replaceAll(/%([A-Z]+)%/g, (_, name: string) => texts[name] ?? name)

async function signed(github: Simulator, app: App): Promise<string> {
  const proof: unknown = await asApp(github, app).auth({ type: 'app' })
  if (typeof proof === 'object' && proof !== null && 'token' in proof) return String(proof.token)
  throw new Error('Octokit signed nothing')
}
