import { reasonOf } from '../../policies/reason-of.ts'
import { AppError } from '../../scanner/errors.ts'
import type { ApprovalsApi } from '../api/v1/resources/approvals.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { findRepositoryById } from '../database/find-repository.ts'
import { listApprovals, placeOfApproval } from '../database/list-approvals.ts'
import { createRecords } from '../database/records.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import type { Command } from '../enforcement/requests/command.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'
import { actOn, done } from './requests.ts'

/** Approvals as the API has them; they end, and emergencies begin, by the rules of comments. */
export function createApprovalsApi(acting: Acting): ApprovalsApi {
  const { store, now } = acting
  const order = async (
    viewer: Viewer,
    place: { readonly organization: string; readonly repository: string },
    command: Command,
  ): Promise<void> => {
    const organization = await knownOrganization(store, place.organization)
    const actor = await actorIn(store, viewer, organization)
    const about = { repository: place.repository, request: undefined }
    await done(await actOn(acting, organization, actor, command, about), createRecords(store, askForWork))
  }
  return {
    list: ({ scope }, query) => listApprovals(store, scope, query, now()),
    end: async (viewer, approval, reason) => {
      const place = await placeOfApproval(store, viewer.scope, approval)
      if (!place) throw new AppError('not-there', 'There is no such approval that you can see.')
      const command = { kind: 'revoke', repository: undefined, reason: reasonOf(reason) } as const
      await order(viewer, place, command)
    },
    emergency: async (viewer, id, { reason, ticket }) => {
      const found = await findRepositoryById(store, viewer.scope, id)
      if (!found) throw new AppError('not-there', 'There is no such repository that you can see.')
      const { organization, name } = found
      const command = { kind: 'emergency', repository: name, reason: reasonOf(reason), ticket } as const
      await order(viewer, { organization, repository: id }, command)
    },
  }
}
