import { AppError } from '../../scanner/errors.ts'
import type { IdentityConnectionsApi } from '../api/v1/resources/identity-connections.ts'
import { createConnection, endConnection, listConnections } from '../database/identity/connections.ts'
import { enforceConnection } from '../database/identity/enforcement.ts'
import { readRoleMappings } from '../database/identity/identity-roles.ts'
import { makeRecoveryCodes } from '../database/identity/recovery-codes.ts'
import { setRoleLines } from '../database/identity/role-lines.ts'
import {
  addSignInDomain,
  listSignInDomains,
  recordDomainLook,
  recordPrefix,
  removeSignInDomain,
} from '../database/identity/sign-in-domains.ts'
import type { Sealer } from '../database/sealed.ts'
import { writeSealed } from '../database/sealed-values.ts'
import { createSecret } from '../database/secret.ts'
import type { Store } from '../database/store.ts'
import { lookUpTxt } from '../domains/look-up-txt.ts'
import { type TxtResolver } from '../domains/resolvers.ts'
import { txtWords } from '../domains/txt-words.ts'
import { isDomain } from '../enforcement/identity/email-domain.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { clientSecretOf } from '../signing-in/company-door.ts'

export interface IdentityConnectionsParts {
  readonly store: Store
  readonly sealer: Sealer
  readonly resolvers: readonly TxtResolver[]
  readonly now: () => Date
}

/** Identity providers of an organization, and what owners order about them. */
export function createIdentityConnectionsApi({
  store,
  sealer,
  resolvers,
  now,
}: IdentityConnectionsParts): IdentityConnectionsApi {
  const orderOf = (viewer: Viewer, organization: string) => ({
    organization,
    by: personOf(viewer),
    at: now(),
  })
  const domainOf = async (organization: string, id: string) => {
    const found = (await listSignInDomains(store, organization)).find((one) => one.id === id)
    if (found) return found
    throw new AppError('not-there', 'There is no such domain.')
  }
  return {
    list: async (organization) =>
      Promise.all(
        (await listConnections(store, organization)).map(async (one) => ({
          ...one,
          roleLines: (await readRoleMappings(store, one.id)).map(({ id: _id, ...line }) => line),
        })),
      ),
    create: (viewer, organization, { kind, name, settings, clientSecret }) =>
      createConnection(
        store,
        {
          organization,
          kind,
          name,
          settings,
          units: [],
          seal: async (unit, id) => {
            if (clientSecret !== undefined)
              await writeSealed(unit, sealer, clientSecretOf(id), createSecret(clientSecret))
          },
        },
        orderOf(viewer, organization),
      ),
    end: async (viewer, organization, connection) => {
      if (!(await endConnection(store, organization, connection, orderOf(viewer, organization))))
        throw new AppError('not-there', 'There is no such connection.')
    },
    map: (viewer, organization, connection, lines) =>
      setRoleLines(store, { ...orderOf(viewer, organization), connection, lines }),
    enforce: (viewer, organization, connection, wanted) =>
      enforceConnection(store, {
        ...orderOf(viewer, organization),
        connection,
        enforcedFor: wanted.for,
        of: wanted.of,
      }),
    makeCodes: (viewer, organization) =>
      makeRecoveryCodes(store, organization, orderOf(viewer, organization)),
    domains: (organization) => listSignInDomains(store, organization),
    addDomain: async (viewer, organization, text) => {
      const domain = text.trim().toLowerCase()
      if (!isDomain(domain)) throw new AppError('invalid-request', `${text} is not the name of a domain.`)
      const id = await addSignInDomain(store, domain, orderOf(viewer, organization))
      if (id === undefined) throw new AppError('conflict', `${domain} has been named already.`)
      return domainOf(organization, id)
    },
    checkDomain: async (viewer, organization, id) => {
      const { domain, record } = await domainOf(organization, id)
      const wanted = { domain, name: domain, prefix: recordPrefix, value: record }
      const { standing, misplaced } = await lookUpTxt(resolvers, wanted, { before: undefined, now: now() })
      const isFound = standing.state === 'found'
      const order = orderOf(viewer, organization)
      if (!(await recordDomainLook(store, { id, domain }, { standing, isFound }, order)))
        throw new AppError('conflict', `${domain} is verified by another organization of this Gatehouse.`)
      const { found, todo } = txtWords(wanted, standing, misplaced)
      return { isVerified: isFound, found, todo: todo ?? null }
    },
    removeDomain: async (viewer, organization, id) => {
      if (!(await removeSignInDomain(store, id, orderOf(viewer, organization))))
        throw new AppError('not-there', 'There is no such domain.')
    },
  }
}

/** Who orders. Programs order nothing. */
function personOf({ person }: Viewer): string {
  if (person !== null) return person
  throw new AppError('not-allowed', 'Only a person may do this.')
}
