import { QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { api, read, readMe, type Schema } from './api.ts'
import { problemOf } from './problem.ts'

const seconds = 1000

/** Remembers answers. What was refused is not asked again by itself, what failed is, twice. */
export const createQueries = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15 * seconds,
        retry: (failures, error) => failures < 2 && isPassing(problemOf(error).status),
      },
    },
  })

const isPassing = (status: number): boolean => status === 0 || status === 429 || status >= 500

/** What every page may ask, so that it is asked once. */
export const shared = {
  me: queryOptions({ queryKey: ['me'], queryFn: readMe, staleTime: 300 * seconds }),
  organizations: queryOptions({
    queryKey: ['organizations'],
    queryFn: async () => (await read(api.GET('/api/v1/organizations'))).items,
    refetchInterval: 30 * seconds,
  }),
}

export const useMe = (): Schema<'Me'> | undefined => useQuery(shared.me).data
export const useOrganizations = (): readonly Schema<'Organization'>[] =>
  useQuery(shared.organizations).data ?? []

export type Permission = Schema<'Me'>['roles'][number]['permissions'][number]

/** What somebody may do in an organization; nothing as long as it is not known. */
export function useMay(): (permission: Permission, organization: string) => boolean {
  const me = useMe()
  return (permission, organization) =>
    me?.roles.find((role) => role.organization === organization)?.permissions.includes(permission) ?? false
}
