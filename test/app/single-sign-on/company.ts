import { onTestFinished } from 'vitest'
import { createConnection } from '../../../app/database/identity/connections.ts'
import { makeRecoveryCodes } from '../../../app/database/identity/recovery-codes.ts'
import {
  addSignInDomain,
  listSignInDomains,
  recordDomainLook,
} from '../../../app/database/identity/sign-in-domains.ts'
import type { Store } from '../../../app/database/store.ts'
import { type Answer, type Browser, openDoor } from '../console/open-door.ts'

export const base = 'http://127.0.0.1:1'

/** Acme with its GitHub door open, as `openDoor` has it, and a person's id of ours for each login. */
export async function openCompany(store: Store) {
  const opened = await openDoor(store)
  const { organization, browser, clock } = opened
  const idOf = async (login: string): Promise<string> => {
    const { person_id: id } = await store.database
      .selectFrom('person_names')
      .select('person_id')
      .where('login', '=', login)
      .executeTakeFirstOrThrow()
    return id
  }
  /** Made by ada, who has to have signed in. */
  const connect = async (kind: 'oidc' | 'saml', settings: unknown): Promise<string> =>
    createConnection(
      store,
      { organization, kind, name: 'Acme', settings, units: [] },
      { by: await idOf('ada'), at: new Date(clock.now.getTime() - 60_000) },
    )
  const verify = async (domain: string): Promise<void> => {
    const order = { organization, by: await idOf('ada'), at: clock.now }
    await addSignInDomain(store, domain, order)
    const found = (await listSignInDomains(store, organization)).find((one) => one.domain === domain)
    if (!found) throw new Error('it was not added')
    await recordDomainLook(store, found, { standing: {}, isFound: true }, order)
  }
  const begin = async (at: Browser, fields: Readonly<Record<string, string>>): Promise<Answer> =>
    at.post('/sign-in/company', new URLSearchParams(fields), { 'sec-fetch-site': 'same-origin' })
  /** Where the page sends the browser. */
  const onward = (answer: Answer): string => (answer.header('refresh') ?? '').replace('0; url=', '')
  const codes = async (login: string): Promise<readonly string[]> =>
    makeRecoveryCodes(store, organization, { by: await idOf(login), at: clock.now })
  const roles = async (at: Browser): Promise<readonly string[] | undefined> => {
    const answer = await at.get('/api/v1/me')
    return answer.status === 200
      ? Object(JSON.parse(answer.text)).roles.map(({ role }: { role: string }) => role)
      : undefined
  }
  return { ...opened, idOf, connect, verify, beginByCompany: begin, onward, codes, roles, open: browser }
}

/** Undoes at the end. */
export const later = (undo: () => void): void => onTestFinished(undo)
