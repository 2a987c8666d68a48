import type { Schema } from '../api.ts'
import { useMe, useOrganizations } from '../queries.ts'
import { useOrganizationId } from './use-organization.ts'

type Permission = Schema<'Me'>['roles'][number]['permissions'][number]

/** What a page is about that is of one organization alone. */
export interface OneOrganization {
  readonly id: string
  readonly login: string
  readonly may: (permission: Permission) => boolean
}

/**
 * The organization that is chosen, else the first in which somebody may do what the page is for.
 * @returns `nobody`: there is none; undefined: it is not known yet
 */
export function useOneOrganization(permission: Permission): OneOrganization | 'nobody' | undefined {
  const chosen = useOrganizationId()
  const organizations = useOrganizations()
  const me = useMe()
  if (!me || organizations.length === 0) return me && me.roles.length === 0 ? 'nobody' : undefined
  const permissionsIn = (organization: string): readonly Permission[] =>
    me.roles.find((role) => role.organization === organization)?.permissions ?? []
  const found = organizations.find(({ id }) =>
    chosen === undefined ? permissionsIn(id).includes(permission) : id === chosen,
  )
  if (!found || !permissionsIn(found.id).includes(permission)) return 'nobody'
  const { id, login } = found
  return { id, login, may: (one) => permissionsIn(id).includes(one) }
}
