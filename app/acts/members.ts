import { AppError } from '../../scanner/errors.ts'
import type { MembersApi } from '../api/v1/resources/members.ts'
import type { TokensApi } from '../api/v1/resources/tokens.ts'
import { createToken, endToken, listTokens } from '../database/api-tokens.ts'
import { listMembers, orderRole, type RoleOrder, signOutMember } from '../database/members.ts'
import { recordPerson } from '../database/people.ts'
import { usualLimits } from '../database/sessions.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { type Acting, knownOrganization } from './acting.ts'

const dayMs = 24 * 60 * 60_000

/** People of an organization, and what owners order about them. */
export function createMembersApi({ store, open, now }: Acting): MembersApi {
  const order = async (viewer: Viewer, ordered: Pick<RoleOrder, 'organization' | 'person' | 'role'>) => {
    const result = await orderRole(store, { ...ordered, by: personOf(viewer), at: now() })
    if (result === 'not-owner')
      throw new AppError('not-allowed', 'You are no owner of this organization in Gatehouse any more.')
    if (result === 'last-owner')
      throw new AppError('conflict', 'Then nobody would be an owner whom Gatehouse knows.', {
        todo: 'Grant somebody else the role first, who has signed in within a day.',
      })
    return result
  }
  return {
    list: (query) => listMembers(store, query, usualLimits, now()),
    grant: async (viewer, id, login, role) => {
      const organization = await knownOrganization(store, id)
      const github = await open(organization)
      const found = await github.findPerson(login).catch((cause: unknown) => {
        throw new AppError('unavailable', 'GitHub could not be asked who that is.', { cause })
      })
      if (!found) throw new AppError('not-there', `GitHub knows nobody who is called ${login}.`)
      const person = await recordPerson(store, organization.hostId, found.githubId, found.login)
      await order(viewer, { organization: id, person, role })
      return person
    },
    end: async (viewer, organization, person) => {
      if ((await order(viewer, { organization, person, role: undefined })) === 'same')
        throw new AppError('not-there', 'Nothing was granted to that person here.')
    },
    signOut: async (viewer, organization, person) => {
      const by = personOf(viewer)
      const sessions = await signOutMember(store, { organization, person, by, at: now() })
      if (sessions === undefined) throw new AppError('not-there', 'There is no such member.')
      return sessions
    },
  }
}

/** Tokens by which programs read an organization. */
export const createTokensApi = ({ store, now }: Acting): TokensApi => ({
  list: (organization) => listTokens(store, organization, now()),
  create: async (viewer, organization, { name, scopes, days }) => {
    const at = now()
    const expiresAt = new Date(at.getTime() + days * dayMs)
    const by = personOf(viewer)
    return { ...(await createToken(store, { organization, name, scopes, expiresAt, by, at })), expiresAt }
  },
  end: (viewer, organization, token) =>
    endToken(store, organization, token, { by: personOf(viewer), at: now() }),
})

/** Who orders. Programs order nothing. */
function personOf({ person }: Viewer): string {
  if (person !== null) return person
  throw new AppError('not-allowed', 'Only a person may do this.')
}
