import { expect, test } from 'vitest'
import { openChannel, openTickets } from '../../../../app/notifications/channels/open-channel.ts'
import { messageOf } from '../../../../app/notifications/message.ts'
import type { Notice } from '../../../../app/notifications/notice.ts'
import type {
  ChannelSettings,
  JiraSettings,
  ServiceNowSettings,
} from '../../../../app/notifications/target.ts'
import { receiver } from '../receiver.ts'
import { localNetwork, notice } from '../sample.ts'

const hostile = '{code}[a|javascript:1] *x* [code]<b>x</b>[/code]'

function memory() {
  const kept = new Map<string, string>()
  return {
    kept,
    find: async (mark: string) => kept.get(mark),
    keep: async (mark: string, reference: string) => void kept.set(mark, reference),
    forget: async (mark: string) => void kept.delete(mark),
  }
}

const tell = (settings: ChannelSettings, one: Notice, tickets = memory()) =>
  openChannel(
    settings,
    localNetwork(),
  )({
    message: messageOf([one], { id: 'id-1', names: false, digest: undefined, policyRepository: 'gatehouse' }),
    notices: [one],
    recipient: '',
    names: false,
    tickets,
  })

interface JiraIssue {
  readonly key: string
  readonly labels: readonly string[]
  status: string
  readonly said: unknown[]
}

/** As much of Jira as is used. */
async function jira(edition: JiraSettings['edition']) {
  const issues: JiraIssue[] = []
  const api = edition === 'cloud' ? '/rest/api/3' : '/rest/api/2'
  let isDown = false
  const server = await receiver(({ method, path, body }, response) => {
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    }
    if (isDown) return json(503, {})
    const given = body === '' ? {} : JSON.parse(body)
    if (path === `${api}${edition === 'cloud' ? '/search/jql' : '/search'}`) {
      const mark = /labels = "([^"]+)"/.exec(given.jql)?.[1] ?? ''
      return json(200, { issues: issues.filter((one) => one.labels.includes(mark) && one.status !== 'Done') })
    }
    if (path === `${api}/issue` && method === 'POST') {
      const key = `SEC-${issues.length + 1}`
      issues.push({ key, labels: given.fields.labels, status: 'To Do', said: [given.fields.description] })
      return json(201, { key })
    }
    const [, key, rest] = new RegExp(`^${api}/issue/(SEC-\\d+)(.*)$`).exec(path) ?? []
    const issue = issues.find((one) => one.key === key)
    if (!issue) return json(404, {})
    if (rest === '/comment') {
      issue.said.push(given.body)
      return json(201, {})
    }
    if (rest === '/transitions' && method === 'GET')
      return json(200, { transitions: [{ id: '31', name: 'Finish', to: { name: 'Done' } }] })
    if (rest === '/transitions') {
      issue.status = 'Done'
      response.writeHead(204).end()
      return
    }
    json(200, {
      key,
      fields: {
        status: { name: issue.status, statusCategory: { key: issue.status === 'Done' ? 'done' : 'new' } },
        project: { key: 'SEC' },
      },
    })
  })
  const settings: JiraSettings = {
    kind: 'jira',
    url: server.url,
    edition,
    user: edition === 'cloud' ? 'g@acme.example' : undefined,
    token: () => 'token-of-jira',
    project: 'SEC',
    issueType: 'Task',
    closeBy: 'done',
  }
  return { issues, settings, received: server.received, down: (is: boolean) => void (isDown = is) }
}

test.each([
  ['cloud', /"type":"doc","version":1|"version":1,"type":"doc"/, /^Basic /],
  ['data-center', /\\\\\{code\\\\\}\\\\\[a\\\\\|javascript:1\\\\\]/, /^Bearer token-of-jira$/],
] as const)(
  'Jira %s: one ticket for a matter, commented while it goes on, closed when it is over',
  async (edition, said, credential) => {
    const { issues, settings, received } = await jira(edition)
    const tickets = memory()
    const opened = notice({ detail: hostile })
    expect(await tell(settings, opened, tickets)).toEqual({ kind: 'sent' })
    expect(await tell(settings, notice({ event: 'request.overdue' }), tickets)).toEqual({ kind: 'sent' })
    // Another matter has its own.
    expect(await tell(settings, notice({ matter: 'request:6' }), tickets)).toEqual({ kind: 'sent' })
    expect(issues.map(({ status, said }) => [status, said.length])).toEqual([
      ['To Do', 2],
      ['To Do', 1],
    ])
    const closed = notice({ event: 'request.approved', phase: 'closes' })
    expect(await tell(settings, closed, tickets)).toEqual({ kind: 'sent' })
    expect(issues.map(({ status }) => status)).toEqual(['Done', 'To Do'])
    // What is over already is closed without a word, and what comes up again is another ticket.
    expect(await tell(settings, closed, tickets)).toEqual({ kind: 'sent' })
    await tell(settings, opened, tickets)
    expect(issues).toHaveLength(3)
    expect(JSON.stringify(issues[0]?.said[0])).toMatch(said)
    expect(received[0]?.headers.authorization).toMatch(credential)
  },
)

test('who died between opening a ticket and writing it down finds it, and opens no second one', async () => {
  const { issues, settings } = await jira('cloud')
  await tell(settings, notice(), memory())
  await tell(settings, notice(), memory())
  expect(issues.map(({ said }) => said.length)).toEqual([2])
})

test('a ticket that people closed is not written to: the matter that comes up again has another', async () => {
  const { issues, settings } = await jira('cloud')
  const tickets = memory()
  await tell(settings, notice(), tickets)
  issues[0]!.status = 'Done'
  await tell(settings, notice(), tickets)
  expect(issues.map(({ status }) => status)).toEqual(['Done', 'To Do'])
})

test('Jira that does not answer opens nothing, and what it says of a ticket is not known', async () => {
  const { settings, down, issues } = await jira('cloud')
  await tell(settings, notice())
  down(true)
  expect(await tell(settings, notice({ matter: 'x' }))).toMatchObject({
    kind: 'failed',
    why: 'it answered 503',
  })
  expect(await openTickets(settings, localNetwork())!.read('SEC-1')).toMatchObject({ known: false })
  down(false)
  expect(issues).toHaveLength(1)
  const { read } = openTickets(settings, localNetwork())!
  expect(await read('sec-1')).toEqual({ known: true, isThere: true, status: 'To Do', isOfProject: true })
  expect(await read('SEC-99')).toEqual({ known: true, isThere: false })
  expect(await read('SEC-1/../../x')).toEqual({ known: true, isThere: false })
})

test('a ticket that cannot be closed says why', async () => {
  const { settings } = await jira('cloud')
  const tickets = memory()
  await tell(settings, notice(), tickets)
  expect(
    await tell(
      { ...settings, closeBy: 'Shipped' },
      notice({ event: 'request.denied', phase: 'closes' }),
      tickets,
    ),
  ).toMatchObject({ kind: 'failed', why: 'the ticket SEC-1 has no transition to “Shipped” that we may make' })
})

/** As much of ServiceNow's Table API as is used. */
async function serviceNow() {
  const rows: Record<string, string>[] = []
  const server = await receiver(({ method, path, body }, response) => {
    const url = new URL(path, 'http://x')
    const json = (status: number, result: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify({ result }))
    }
    const given = body === '' ? {} : JSON.parse(body)
    const id = /^\/api\/now\/table\/incident\/([0-9a-f]{32})$/.exec(url.pathname)?.[1]
    if (id !== undefined) {
      const row = rows.find((one) => one['sys_id'] === id)
      if (!row) return json(404, {})
      Object.assign(row, given, given.state === '7' ? { active: 'false' } : {})
      return json(200, row)
    }
    if (method === 'POST') {
      const row = {
        ...given,
        sys_id: String(rows.length + 1).padStart(32, '0'),
        active: 'true',
        number: `CHG000${rows.length + 1}`,
        state: 'New',
        approval: 'Approved',
      }
      rows.push(row)
      return json(201, row)
    }
    const query = url.searchParams.get('sysparm_query') ?? ''
    const mark = /^correlation_id=([a-z0-9-]+)\^active=true/.exec(query)?.[1]
    const number = /^number=([A-Z0-9]+)$/.exec(query)?.[1]
    json(
      200,
      rows.filter((row) =>
        number === undefined
          ? row['correlation_id'] === mark && row['active'] === 'true'
          : row['number'] === number,
      ),
    )
  })
  const settings: ServiceNowSettings = {
    kind: 'serviceNow',
    url: server.url,
    user: 'gatehouse',
    password: () => 'password-of-servicenow',
    table: 'incident',
    fields: { category: 'security', correlation_id: 'not-ours' },
    closedFields: { state: '7', close_code: 'Resolved by caller' },
  }
  return { rows, settings }
}

test('ServiceNow: one record for a matter, noted while it goes on, closed when it is over', async () => {
  const { rows, settings } = await serviceNow()
  const tickets = memory()
  expect(await tell(settings, notice({ detail: hostile }), tickets)).toEqual({ kind: 'sent' })
  expect(await tell(settings, notice({ event: 'request.overdue' }), memory())).toEqual({ kind: 'sent' })
  expect(rows).toHaveLength(1)
  expect(rows[0]).toMatchObject({ category: 'security', correlation_display: 'Gatehouse', active: 'true' })
  expect(rows[0]?.['correlation_id']).toMatch(/^gatehouse-/)
  expect(rows[0]?.['description']).not.toMatch(/\[\/?code\]/i)
  expect(await tell(settings, notice({ event: 'request.denied', phase: 'closes' }), tickets)).toEqual({
    kind: 'sent',
  })
  expect(rows[0]).toMatchObject({ active: 'false', state: '7', close_code: 'Resolved by caller' })
  const { read } = openTickets(settings, localNetwork())!
  expect(await read('chg0001')).toMatchObject({ isThere: true, status: 'Approved' })
  expect(await read('CHG0001^ORactive=true')).toEqual({ known: true, isThere: false })
})
