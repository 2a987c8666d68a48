import { type Permission, useMay, useMe, useOrganizations } from '../queries.ts'
import { useOrganizationId } from './use-organization.ts'

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
  const may = useMay()
  if (!me || organizations.length === 0) return me && me.roles.length === 0 ? 'nobody' : undefined
  const found = organizations.find(({ id }) => (chosen === undefined ? may(permission, id) : id === chosen))
  if (!found || !may(permission, found.id)) return 'nobody'
  const { id, login } = found
  return { id, login, may: (one) => may(one, id) }
}
