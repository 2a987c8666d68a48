import type { RecordLine } from '../../app/enforcement/audit/record-line.ts'
import { AppError } from '../../scanner/errors.ts'
import type { ExportFlags } from '../commands/audit.ts'
import type { Program } from '../program.ts'
import { withDatabase } from './open-deployment.ts'

/** Which part of the record is asked for. */
export type Selection = Pick<ExportFlags, 'organization' | 'from' | 'to'>

export const selectionOf = ({
  organization,
  from,
  to,
}: { [Name in keyof Selection]?: Selection[Name] | undefined }): Selection => ({
  ...(organization !== undefined && { organization }),
  ...(from && { from }),
  ...(to && { to }),
})

/** Reads the record of the deployment's database as a stream. @throws AppError `not-found` */
export function withRecord<Result>(
  program: Program,
  selection: Selection,
  work: (lines: AsyncIterable<RecordLine>) => Promise<Result>,
): Promise<Result> {
  return withDatabase(program, async ({ store }) => {
    const { readOrganizations, readRecord } = await import('../../app/database/read-record.ts')
    const found = await readOrganizations(store, 'everything', selection)
    if (found.length === 0 && selection.organization !== undefined) {
      throw new AppError('not-found', `No organization called ${selection.organization} is recorded.`, {
        todo: 'Leave --organization out to see all.',
      })
    }
    return work(readRecord(store, 'everything', selection, new Date()))
  })
}
