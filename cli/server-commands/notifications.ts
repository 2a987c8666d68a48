import type { Notifications, Visible } from '../../app/notifications/notifications.ts'
import type { OpenDatabase } from '../../app/database/open-database.ts'
import { escapeTerminal } from '../../report/escape/terminal.ts'
import { AppError } from '../../scanner/errors.ts'
import type { FailureFlags } from '../commands/notifications.ts'
import { exitCodes } from '../exit-code.ts'
import type { Program } from '../program.ts'
import { writeOutput } from '../write-output.ts'
import { chooseOrganization, readSettings } from './open-deployment.ts'

/** `gatehouse notifications` */
export async function showTargets(program: Program): Promise<void> {
  const lines = await withNotifications(program, async ({ listTargets }) =>
    (await listTargets('everything')).map((target) =>
      [
        target.name,
        target.where === '' ? target.channel : `${target.channel} ${target.where}`,
        target.lastSentAt === null ? 'never told' : `told last ${minuteOf(target.lastSentAt)}`,
        `${target.waiting} waiting`,
        `${target.dead} given up`,
        ...(target.lastError === null ? [] : [`the last try failed: ${target.lastError}`]),
      ].join(', '),
    ),
  )
  tell(program, lines.length === 0 ? ['Nobody is told of anything: NOTIFICATIONS_FILE is not set.'] : lines)
}

/** `gatehouse notifications test <target>` */
export async function testTarget(program: Program, target: string): Promise<void> {
  const result = await withNotifications(program, ({ sendTest }) => sendTest(target))
  if (!result) {
    throw new AppError('not-found', `There is no target called ${target}.`, {
      todo: '`gatehouse notifications` lists them.',
    })
  }
  tell(program, [result.isSent ? `${target} is reached.` : `${target} is not reached: ${result.why ?? ''}.`])
  if (!result.isSent) program.end(exitCodes.findings)
}

/** `gatehouse notifications failures` */
export async function showFailures(program: Program, { replay, organization }: FailureFlags): Promise<void> {
  const lines = await withNotifications(program, async (notifications, { store }) => {
    const visible: Visible =
      organization === undefined
        ? 'everything'
        : { organizations: [(await chooseOrganization(store, organization)).id] }
    if (replay === true) {
      const count = await notifications.replay(visible)
      return [`${count} ${count === 1 ? 'message is' : 'messages are'} tried again.`]
    }
    return (await notifications.listFailures(visible)).map(
      ({ id, target, organization: of, failedAt, attempts, lastError, events }) =>
        [
          `${minuteOf(failedAt)} ${target}`,
          of,
          events.join(' '),
          `${attempts} ${attempts === 1 ? 'try' : 'tries'}`,
          lastError,
          id,
        ].join(', '),
    )
  })
  tell(program, lines.length === 0 ? ['Nothing was given up.'] : lines)
}

async function withNotifications<Result>(
  program: Program,
  work: (notifications: Notifications, database: OpenDatabase) => Promise<Result>,
): Promise<Result> {
  const config = await readSettings(program)
  const { openExisting } = await import('../../app/database/open-database.ts')
  const { openNotifications } = await import('../../app/open-notifications.ts')
  const database = await openExisting(config)
  try {
    const { store } = database
    const opened = openNotifications({ config, store, now: () => new Date(), onError: () => {} })
    return await work(opened.api, database)
  } finally {
    await database.close()
  }
}

function tell({ environment, mask }: Program, lines: readonly string[]): void {
  writeOutput(environment, `${lines.map((line) => escapeTerminal(mask(line))).join('\n')}\n`, undefined)
}

const minuteOf = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
