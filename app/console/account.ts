import { queryOptions } from '@tanstack/react-query'
import { api, read } from './api.ts'

/** Everything about one repository. What was asked for or answered changes it within seconds, without anybody doing anything. */
export const accountOf = (repository: string) =>
  queryOptions({
    queryKey: ['repository', repository],
    queryFn: () => read(api.GET('/api/v1/repositories/{repository}', { params: { path: { repository } } })),
    refetchInterval: 5000,
  })
