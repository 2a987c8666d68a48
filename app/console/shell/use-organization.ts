import { useSearch } from '@tanstack/react-router'
import type { Schema } from '../api.ts'
import { useOrganizations } from '../queries.ts'

/** The organization that is looked at, or undefined: all. */
export function useOrganization(): Schema<'Organization'> | undefined {
  const id = useOrganizationId()
  return useOrganizations().find((one) => one.id === id)
}

/** Its id, for questions to the API; known before the organization is. */
export function useOrganizationId(): string | undefined {
  const { organization } = useSearch({ strict: false })
  return typeof organization === 'string' && organization !== '' ? organization : undefined
}
