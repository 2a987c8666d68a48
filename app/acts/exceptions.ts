import { checkNamed } from '../../policies/checks/index.ts'
import type { Waived } from '../../policies/exception.ts'
import { reasonOf } from '../../policies/reason-of.ts'
import { AppError } from '../../scanner/errors.ts'
import type { ExceptionsApi } from '../api/v1/resources/exceptions.ts'
import type { RequestsApi } from '../api/v1/resources/requests.ts'
import { askForWork } from '../database/ask-for-work.ts'
import { listExceptionAccounts, readExceptionAccount } from '../database/list-exceptions.ts'
import { createRecords } from '../database/records.ts'
import { organizationOfRequest } from '../database/request-inbox.ts'
import { answerException } from '../enforcement/exceptions/answer-exception.ts'
import type { ExceptionCommand } from '../enforcement/exceptions/exception-command.ts'
import type { Viewer } from '../enforcement/members/viewer.ts'
import { actAside } from './act-aside.ts'
import { type Acting, actorIn, knownOrganization } from './acting.ts'
import { done, partsOf, saidTo } from './requests.ts'

/** Exceptions as the API has them; they are given and ended by the rules of comments. */
export function createExceptionsApi(acting: Acting, requests: Pick<RequestsApi, 'read'>): ExceptionsApi {
  const { store, now } = acting
  const read: ExceptionsApi['read'] = ({ scope }, exception) => readExceptionAccount(store, scope, exception)

  /** @returns what came of it, in the words of the issue. @param issue in which it is said */
  const act = async (
    viewer: Viewer,
    id: string,
    issue: number,
    command: ExceptionCommand,
  ): Promise<string> => {
    const organization = await knownOrganization(store, id)
    const actor = await actorIn(store, viewer, organization)
    const records = createRecords(store, askForWork)
    const acted = await actAside(
      partsOf(acting, organization, await acting.open(organization)),
      (input) => answerException(input, { issue, actor }, command),
      issue,
    )
    await done(acted, records)
    return acted.kind === 'done' ? saidTo(acted.answer, records) : ''
  }

  return {
    read,
    list: ({ scope }, query) => listExceptionAccounts(store, scope, query, now()),
    give: async (viewer, id, { waived, days, owner, control }) => {
      // Who may waive need not see the repository: whoever approves does not either.
      const place =
        (await requests.read(viewer, id)) && (await organizationOfRequest(store, 'everything', id))
      if (!place) throw new AppError('not-there', 'There is no such request that you can see.')
      const { requests: records } = createRecords(store, askForWork)
      const issue = (await records.byId(id))?.issue ?? null
      if (issue === null)
        throw new AppError('conflict', 'The request has no issue yet, in which it would be told.', {
          todo: 'Try again in a moment; in `observe` no issue is made, and nothing can be waived.',
        })
      const command = {
        kind: 'except',
        waived: checked(waived),
        days,
        owner,
        control: reasonOf(control),
      } as const
      return { said: await act(viewer, place.organization, issue, command) }
    },
    end: async (viewer, exception) => {
      const shown = await read(viewer, exception)
      if (!shown) throw new AppError('not-there', 'There is no such exception that you can see.')
      if (shown.endedAt !== null || shown.expiresAt <= now())
        throw new AppError('conflict', 'This exception is over already.')
      await act(viewer, shown.organization.id, shown.issue, { kind: 'end-exception', exception })
      return (await read(viewer, exception)) ?? shown
    },
  }
}

/** @throws AppError `invalid-request` where there is no such condition */
function checked(waived: Waived): Waived {
  if (!('check' in waived)) return waived
  const check = checkNamed(waived.check)
  if (check) return { check: check.id }
  throw new AppError('invalid-request', 'There is no such condition.', {
    todo: 'Name one as the decision does, such as `branch-protection`.',
  })
}
