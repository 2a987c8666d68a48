import type { ProgressApi } from '../api/v1/resources/progress.ts'
import type { RequestsApi } from '../api/v1/resources/requests.ts'
import { isRepositoryUnderWay, readChangeProgress, readPlanProgress } from '../database/read-progress.ts'
import type { Acting } from './acting.ts'

/** How far things are that take a while, as the API has them. */
export const createProgressApi = (
  { store, now }: Pick<Acting, 'store' | 'now'>,
  requests: Pick<RequestsApi, 'read'>,
): ProgressApi => ({
  request: async (viewer, id) => {
    const found = await requests.read(viewer, id)
    return found && { ...found, isUnderWay: await isRepositoryUnderWay(store, found.repository.id, now()) }
  },
  change: ({ scope }, organization, change) => readChangeProgress(store, scope, organization, change),
  plan: (organization) => readPlanProgress(store, organization),
})
