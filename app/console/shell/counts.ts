import { useQuery } from '@tanstack/react-query'
import { api, read } from '../api.ts'
import { useOrganizationId } from './use-organization.ts'

/** What waits for somebody, beside the names of sections; undefined: nothing, or it is not known. */
export interface Counts {
  readonly requests?: string | undefined
  readonly findings?: string | undefined
}

const minute = 60_000
/** Whoever has more of them does not count. */
const most = 50

export function useCounts(): Counts {
  const organization = useOrganizationId()
  const query = {
    waiting: 'true' as const,
    state: ['open' as const],
    limit: most,
    ...(organization !== undefined && { organization }),
  }
  const { data } = useQuery({
    queryKey: ['counts', organization],
    queryFn: async () => {
      const { items, next } = await read(api.GET('/api/v1/requests', { params: { query } }))
      if (items.length === 0) return {}
      return { requests: next === null ? String(items.length) : `${items.length}+` }
    },
    refetchInterval: minute,
  })
  return data ?? {}
}
