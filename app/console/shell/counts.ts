import { useQuery } from '@tanstack/react-query'
import { api, read } from '../api.ts'
import { useOrganizationId } from './use-organization.ts'

/** What waits for somebody, beside the names of sections; undefined: not known, and nothing is shown. */
export interface Counts {
  readonly requests?: number | undefined
  readonly findings?: number | undefined
}

const minute = 60_000

export function useCounts(): Counts {
  const organization = useOrganizationId()
  const query = organization === undefined ? {} : { organization }
  const { data } = useQuery({
    queryKey: ['counts', organization],
    queryFn: async () => {
      const count = (asked: { readonly requested?: 'true' }) =>
        read(api.GET('/api/v1/repositories/count', { params: { query: { ...query, ...asked } } }))
      return { requests: (await count({ requested: 'true' })).count }
    },
    refetchInterval: minute,
  })
  return data ?? {}
}
