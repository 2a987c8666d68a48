import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, read, type Schema } from '../api.ts'
import { useSettled } from '../parts/use-settled.ts'
import { useOrganizationId } from './use-organization.ts'

const shownAtOnce = 7

/** Repositories by a part of the name, some of them. @returns isSettled: they are those of this very text */
export function useFoundRepositories(text: string): {
  readonly found: readonly Schema<'ListedRepository'>[]
  readonly isSettled: boolean
} {
  const asked = useSettled(text.trim(), 150)
  const organization = useOrganizationId()
  const { data, isPlaceholderData } = useQuery({
    queryKey: ['found', organization, asked],
    queryFn: ({ signal }) => {
      const query = {
        search: asked,
        limit: shownAtOnce,
        order: 'name',
        ...(organization !== undefined && { organization }),
      } as const
      return read(api.GET('/api/v1/repositories', { params: { query }, signal }))
    },
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  })
  const isSettled = asked === text.trim() && data !== undefined && !isPlaceholderData
  return { found: asked === '' ? [] : (data?.items ?? []), isSettled }
}
